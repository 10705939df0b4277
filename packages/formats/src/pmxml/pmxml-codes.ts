// Words of Primavera's XML for what XER has codes for.

type Codes = Readonly<Record<string, string>>

export const ACTIVITY_TYPES: Codes = {
  'Task Dependent': 'TT_Task',
  'Resource Dependent': 'TT_Rsrc',
  'Level of Effort': 'TT_LOE',
  'Start Milestone': 'TT_Mile',
  'Finish Milestone': 'TT_FinMile',
  'WBS Summary': 'TT_WBS',
}

export const STATUSES: Codes = {
  'Not Started': 'TK_NotStart',
  'In Progress': 'TK_Active',
  Completed: 'TK_Complete',
}

export const CONSTRAINTS: Codes = {
  'As Late As Possible': 'CS_ALAP',
  'Start On': 'CS_MSO',
  'Start On or After': 'CS_MSOA',
  'Start On or Before': 'CS_MSOB',
  'Finish On': 'CS_MEO',
  'Finish On or After': 'CS_MEOA',
  'Finish On or Before': 'CS_MEOB',
  'Mandatory Start': 'CS_MANDSTART',
  'Mandatory Finish': 'CS_MANDFIN',
}

export const DURATION_TYPES: Codes = {
  'Fixed Units/Time': 'DT_FixedRate',
  'Fixed Duration and Units/Time': 'DT_FixedDrtn',
  'Fixed Units': 'DT_FixedQty',
  'Fixed Duration and Units': 'DT_FixedDUR2',
}

export const PERCENT_TYPES: Codes = { Physical: 'CP_Phys', Duration: 'CP_Drtn', Units: 'CP_Units' }

export const PRIORITIES: Codes = {
  Top: 'PT_Top',
  High: 'PT_High',
  Normal: 'PT_Normal',
  Low: 'PT_Low',
  Lowest: 'PT_Lowest',
}

export const RELATIONSHIP_TYPES: Codes = {
  'Finish to Start': 'PR_FS',
  'Start to Start': 'PR_SS',
  'Finish to Finish': 'PR_FF',
  'Start to Finish': 'PR_SF',
}

export const RESOURCE_TYPES: Codes = { Labor: 'RT_Labor', Nonlabor: 'RT_Equip', Material: 'RT_Mat' }

export const CALENDAR_TYPES: Codes = { Global: 'CA_Base', Project: 'CA_Project', Resource: 'CA_Rsrc' }

export const LAG_CALENDARS: Codes = {
  'Predecessor Activity Calendar': 'rcal_Predecessor',
  'Successor Activity Calendar': 'rcal_Successor',
  'Project Default Calendar': 'rcal_ProjDefault',
  '24 Hour Calendar': 'rcal_24Hour',
}

export const FLOAT_TYPES: Codes = {
  'Smallest of Start Float and Finish Float': 'FT_Min',
  'Start Float = Late Start - Early Start': 'FT_SS',
  'Finish Float = Late Finish - Early Finish': 'FT_FF',
}

export const CRITICAL_TYPES: Codes = { 'Critical Float': 'CT_TotFloat', 'Longest Path': 'CT_DrivPath' }

export const SUBJECTS: Codes = {
  Activity: 'TASK',
  WBS: 'PROJWBS',
  Resource: 'RSRC',
  'Resource Assignment': 'TASKRSRC',
  Project: 'PROJECT',
}

export const FIELD_TYPES: Codes = {
  Text: 'FT_TEXT',
  Cost: 'FT_MONEY',
  'Start Date': 'FT_START_DATE',
  'Finish Date': 'FT_END_DATE',
  Integer: 'FT_INT',
  Double: 'FT_FLOAT',
  Indicator: 'FT_STATICTYPE',
}
