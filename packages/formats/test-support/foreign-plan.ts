// A file as another program may write it: in words of its own, and with much that no document holds.
import { STANDARD_CALENDAR } from './mspdi.ts'

const GUID = '0A1B2C3D-0000-4000-8000-00000000000'

const CALENDARS = `${STANDARD_CALENDAR.replace('<Name>', `<GUID>${GUID}1</GUID><Name>`)}
<Calendar><UID>2</UID><Name>  Night   shift </Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID>
<WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>22:00:00</FromTime><ToTime>06:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays>
<Exceptions><Exception><EnteredByOccurrences>1</EnteredByOccurrences><TimePeriod><FromDate>2026-05-01T00:00:00</FromDate><ToDate>2026-06-30T23:59:00</ToDate></TimePeriod><Occurrences>2</Occurrences><Name>Last workday</Name><Type>5</Type><Period>1</Period><MonthItem>1</MonthItem><MonthPosition>4</MonthPosition><DayWorking>0</DayWorking></Exception></Exceptions></Calendar>
<Calendar><UID>3</UID><Name>Ann</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID></Calendar>
<Calendar><UID>4</UID><Name>Never</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID><IsOfSomebody>yes</IsOfSomebody><WeekDays>${[
  1, 2, 3, 4, 5, 6, 7,
]
  .map((day) => `<WeekDay><DayType>${day}</DayType><DayWorking>0</DayWorking></WeekDay>`)
  .join('')}</WeekDays></Calendar>`

const PERIOD = (type: number, from: string, to: string, value: string) =>
  `<TimephasedData><Type>${type}</Type><UID>12</UID><Start>2026-03-${from}:00</Start><Finish>2026-03-${to}:00</Finish><Unit>2</Unit>${value}</TimephasedData>`

const DEFINITIONS = `<ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName><Alias>Region</Alias><ValueList><Value><ID>7</ID><Value>North</Value></Value></ValueList></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743734</FieldID><FieldName>Text2</FieldName></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743783</FieldID><FieldName>Duration1</FieldName><Alias>optimistic</Alias></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743784</FieldID><FieldName>Duration2</FieldName><Alias>Expected</Alias></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743785</FieldID><FieldName>Duration3</FieldName><Alias>pessimistic</Alias></ExtendedAttribute>
<ExtendedAttribute><FieldID>205520904</FieldID><FieldName>Text1</FieldName><Alias>Badge</Alias></ExtendedAttribute>`

const TASKS = `<Task><UID>0</UID><ID>0</ID><Name>Whole</Name><Type>1</Type><OutlineNumber>0</OutlineNumber><OutlineLevel>0</OutlineLevel><Notes>About the project</Notes><Cost>99000</Cost><Baseline><Number>0</Number><Start>2026-03-01T08:00:00</Start><Finish>2026-03-31T17:00:00</Finish></Baseline></Task>
<Task><UID>50</UID><ID>1</ID><IsNull>1</IsNull><CreateDate>2026-01-01T08:00:00</CreateDate></Task>
<Task><UID>1</UID><GUID>${GUID.toLowerCase()}2</GUID><ID>2</ID><Name> Phase  one </Name><OutlineNumber>1</OutlineNumber><OutlineLevel>1</OutlineLevel><WBS>P</WBS><Duration>PT24H0M0S</Duration><DurationFormat>53</DurationFormat><Start>2026-03-02T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish><Summary>1</Summary><ActualDuration>PT2H0M0S</ActualDuration><Cost>1234</Cost><OutlineCode><FieldID>188744096</FieldID><ValueID>3</ValueID></OutlineCode></Task>
<Task><UID>2</UID><ID>3</ID><Name>Dig &amp; &lt;haul&gt;</Name><Active>true</Active><OutlineLevel>2</OutlineLevel><Type>1</Type><Duration>PT15H59M40S</Duration><DurationFormat>7</DurationFormat><Start>2026-03-02T08:00:00</Start><Finish>2026-03-05T17:00:20</Finish><EarlyStart>2026-03-02T08:00:00</EarlyStart><EarlyFinish>2026-03-05T17:00:00</EarlyFinish><LateStart>2026-03-02T08:00:00</LateStart><LateFinish>2026-03-05T17:00:00</LateFinish><TotalSlack>3</TotalSlack><FreeSlack>0</FreeSlack><Critical>true</Critical><PercentComplete>25</PercentComplete><ActualStart>2026-03-02T08:00:00</ActualStart><ActualDuration>PT4H0M0S</ActualDuration><RemainingDuration>PT12H0M0S</RemainingDuration><Stop>2026-03-02T12:00:00</Stop><Resume>2026-03-02T13:00:00</Resume><ConstraintType>0</ConstraintType><ConstraintDate>2026-03-02T08:00:00</ConstraintDate><CalendarUID>4</CalendarUID><LevelingDelay>4800.0</LevelingDelay><FixedCost>5000.00</FixedCost><Hyperlink>https://example.org/?a=1&amp;b=2</Hyperlink><Notes>  Mind
the gap
</Notes>
<ExtendedAttribute><FieldID>188743731</FieldID><Value>North</Value><ValueGUID>000039B7-8BBE-4CEB-82C4-FA8C0B400033</ValueGUID></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743783</FieldID><Value>PT8H0M0S</Value><DurationFormat>5</DurationFormat></ExtendedAttribute><ExtendedAttribute><FieldID>188743784</FieldID><Value>PT16H0M0S</Value></ExtendedAttribute><ExtendedAttribute><FieldID>188743785</FieldID><Value>PT24H0M0S</Value></ExtendedAttribute>
<ExtendedAttribute><FieldID>188743767</FieldID><Value>lots</Value></ExtendedAttribute>
<Baseline><Number>3</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-03T17:00:00</Finish><Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat><Work>PT8H0M0S</Work><Cost>1500</Cost><BCWS>12.00</BCWS></Baseline>
<Baseline><Number>4</Number><Cost>77</Cost></Baseline>${PERIOD(11, '02T08:00', '03T08:00', '<Value>25</Value>')}<Mood>good</Mood></Task>
<Task><UID>51</UID><ID>4</ID><IsNull>1</IsNull></Task>
<Task><UID>3</UID><ID>5</ID><Name>Pour</Name><OutlineLevel>2</OutlineLevel><Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat><Start>2026-03-06T08:00:00</Start><Finish>2026-03-06T17:00:00</Finish><ExternalTask>1</ExternalTask><ExternalTaskProject>other.mpp</ExternalTaskProject>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type><CrossProject>0</CrossProject><LinkLag>-50</LinkLag><LagFormat>20</LagFormat></PredecessorLink>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>3</Type><CrossProject>0</CrossProject><LinkLag>1097</LinkLag><LagFormat>5</LagFormat></PredecessorLink>
<PredecessorLink><PredecessorUID>2</PredecessorUID><Type>1</Type><CrossProject>0</CrossProject><LinkLag>4800</LinkLag><LagFormat>7</LagFormat></PredecessorLink>
<PredecessorLink><PredecessorUID>50</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag><LagFormat>7</LagFormat></PredecessorLink>
<PredecessorLink><PredecessorUID>9</PredecessorUID><Type>1</Type><CrossProject>1</CrossProject><CrossProjectName>c:\\other.mpp\\9</CrossProjectName><LinkLag>0</LinkLag><LagFormat>7</LagFormat></PredecessorLink></Task>
<Task><UID>4</UID><ID>6</ID><Name>Inspect</Name><OutlineLevel>1</OutlineLevel><Manual>1</Manual><Duration>PT8H0M0S</Duration><DurationFormat>39</DurationFormat><Start>2026-03-09T08:00:00</Start><StartText>after Easter</StartText><ManualFinish>2026-03-10T17:00:00</ManualFinish><Finish>2026-03-10T17:00:00</Finish><PercentComplete>10</PercentComplete></Task>`

const RESOURCES = `<Resource><UID>0</UID><ID>0</ID><Type>1</Type><MaxUnits>1.00</MaxUnits></Resource>
<Resource><UID>1</UID><ID>1</ID><Name>Ann</Name><Type>1</Type><Initials>A</Initials><MaxUnits>0.50</MaxUnits><PeakUnits>1</PeakUnits><StandardRate>10.4167</StandardRate><StandardRateFormat>3</StandardRateFormat><OvertimeRate>15</OvertimeRate><OvertimeRateFormat>2</OvertimeRateFormat><CostPerUse>250</CostPerUse><CalendarUID>3</CalendarUID><Notes>Ask first</Notes><ExtendedAttribute><FieldID>205520904</FieldID><Value>B-7</Value></ExtendedAttribute><Baseline><Number>0</Number><Work>PT8H0M0S</Work></Baseline>
<Rates><Rate><RatesFrom>1984-01-01T00:00:00</RatesFrom><RatesTo>2049-12-31T23:59:00</RatesTo><RateTable>0</RateTable><StandardRate>10.4167</StandardRate><StandardRateFormat>3</StandardRateFormat></Rate><Rate><RatesFrom>1984-01-01T00:00:00</RatesFrom><RatesTo>2049-12-31T23:59:00</RatesTo><RateTable>1</RateTable><StandardRate>99</StandardRate><StandardRateFormat>2</StandardRateFormat></Rate></Rates></Resource>
<Resource><UID>2</UID><ID>2</ID><IsNull>1</IsNull></Resource>
<Resource><UID>3</UID><ID>3</ID><Name>Crane</Name><Type>2</Type></Resource>`

const ASSIGNMENTS = `<Assignment><UID>12</UID><GUID>${GUID}3</GUID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><PercentWorkComplete>25</PercentWorkComplete><ActualWork>PT4H0M0S</ActualWork><Cost>16667</Cost><Delay>600</Delay><LevelingDelay>4800</LevelingDelay><Start>2026-03-02T09:00:00</Start><Finish>2026-03-05T17:00:00</Finish><Units>1.00</Units><Work>PT16H0M0S</Work><WorkContour>3</WorkContour><Notes>half days</Notes>
${PERIOD(2, '02T08:00', '02T12:00', '<Value>PT4H0M0S</Value>')}${PERIOD(1, '02T12:00', '03T17:00', '<Value>PT0H0M0S</Value>')}${PERIOD(1, '03T17:00', '05T17:00', '<Value>PT12H0M0S</Value>')}${PERIOD(4, '02T08:00', '03T08:00', '<Value>PT8H0M0S</Value>')}</Assignment>
<Assignment><UID>20</UID><TaskUID>4</TaskUID><ResourceUID>-65535</ResourceUID><Start>2026-03-09T08:00:00</Start><Units>1</Units><Work>PT8H0M0S</Work><CreationDate>2026-01-02T08:00:00</CreationDate></Assignment>
<Assignment><UID>5</UID><TaskUID>3</TaskUID><ResourceUID>3</ResourceUID><Units>1</Units><Work>PT4H0M0S</Work><RateScale>2</RateScale></Assignment>
<Assignment><UID>6</UID><TaskUID>3</TaskUID><ResourceUID>3</ResourceUID><Units>0.5</Units><Work>PT2H0M0S</Work></Assignment>
<Assignment><UID>7</UID><TaskUID>3</TaskUID><ResourceUID>77</ResourceUID><Units>1</Units><Work>PT1H0M0S</Work></Assignment>
<Assignment><UID>8</UID><TaskUID>88</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment>`

/** `honors`: the flag, as programs write it that know no masks. */
export const foreignPlan = (honors = '<HonorConstraints>0</HonorConstraints>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="http://schemas.microsoft.com/project">
<SaveVersion>12</SaveVersion><UID>plan-7</UID><Name>plan.xml</Name><Author>Ann &amp; Bob</Author><CreationDate>2026-01-01T08:00:00</CreationDate>
<ScheduleFromStart>true</ScheduleFromStart><StartDate>2026-03-02T08:00:30</StartDate><CriticalSlackLimit>1.5</CriticalSlackLimit><CurrencySymbol>€</CurrencySymbol><CurrencyCode>eur</CurrencyCode><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay><DaysPerMonth>22</DaysPerMonth>${honors}<Views><View><Name>&amp;Gantt Chart</Name></View></Views>
<OutlineCodes><OutlineCode><FieldID>188744096</FieldID><Values><Value><ValueID>3</ValueID></Value></Values></OutlineCode></OutlineCodes>
<ExtendedAttributes>${DEFINITIONS}</ExtendedAttributes>
<Calendars>${CALENDARS}</Calendars>
<Tasks>${TASKS}</Tasks>
<Resources>${RESOURCES}</Resources>
<Assignments>${ASSIGNMENTS}</Assignments>
<Weather>fair</Weather>
</Project>
`
