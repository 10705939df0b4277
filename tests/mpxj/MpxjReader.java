import java.io.File;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpxj.Availability;
import org.mpxj.Duration;
import org.mpxj.LocalTimeRange;
import org.mpxj.ProjectCalendar;
import org.mpxj.ProjectCalendarHours;
import org.mpxj.ProjectFile;
import org.mpxj.ProjectProperties;
import org.mpxj.Rate;
import org.mpxj.Relation;
import org.mpxj.Resource;
import org.mpxj.ResourceAssignment;
import org.mpxj.Task;
import org.mpxj.TimeUnit;
import org.mpxj.reader.UniversalProjectReader;
import org.mpxj.writer.FileFormat;
import org.mpxj.writer.UniversalProjectWriter;

/**
 * Says as JSON what MPXJ reads in files of plans, or has it write them in another format.
 *
 * <p>java MpxjReader read FIRST_DAY DAYS FILE ANSWER [FILE ANSWER ...]: calendars are told by what is worked on so many
 * days. java MpxjReader convert XER|PMXML|MSPDI FILE ANSWER [FILE ANSWER ...]
 */
public final class MpxjReader
{
   private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

   public static void main(String[] args) throws Exception
   {
      if (args[0].equals("convert"))
      {
         for (int at = 2; at < args.length; at += 2)
         {
            ProjectFile project = new UniversalProjectReader().read(new File(args[at]));
            new UniversalProjectWriter(FileFormat.valueOf(args[1])).write(project, new File(args[at + 1]));
         }
         return;
      }
      LocalDate day = LocalDate.parse(args[1]);
      int days = Integer.parseInt(args[2]);
      for (int at = 3; at < args.length; at += 2)
      {
         try (PrintWriter out = new PrintWriter(args[at + 1], "UTF-8"))
         {
            out.println(json(contentOf(new UniversalProjectReader().read(new File(args[at])), day, days)));
         }
      }
   }

   private static Map<String, Object> contentOf(ProjectFile project, LocalDate firstDay, int days)
   {
      ProjectProperties properties = project.getProjectProperties();
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("name", properties.getName());
      content.put("title", properties.getProjectTitle());
      content.put("start", date(properties.getStartDate()));
      content.put("plannedStart", date(properties.getPlannedStart()));
      content.put("mustFinishBy", date(properties.getMustFinishBy()));
      content.put("statusDate", date(properties.getStatusDate()));
      content.put("minutesPerDay", properties.getMinutesPerDay());
      content.put("minutesPerWeek", properties.getMinutesPerWeek());
      content.put("daysPerMonth", properties.getDaysPerMonth());
      content.put("currency", properties.getCurrencyCode());
      content.put("scheduleFrom", String.valueOf(properties.getScheduleFrom()));
      content.put("calendar", project.getDefaultCalendar() == null ? null : project.getDefaultCalendar().getUniqueID());
      List<Object> calendars = new ArrayList<>();
      for (ProjectCalendar calendar : project.getCalendars())
      {
         calendars.add(calendarOf(calendar, firstDay, days));
      }
      content.put("calendars", calendars);
      List<Object> tasks = new ArrayList<>();
      List<Object> links = new ArrayList<>();
      List<Object> assignments = new ArrayList<>();
      for (Task task : project.getTasks())
      {
         if (task.getUniqueID() == null)
         {
            continue;
         }
         tasks.add(taskOf(task, properties));
         for (Relation link : task.getPredecessors())
         {
            links.add(linkOf(link, properties));
         }
         for (ResourceAssignment assignment : task.getResourceAssignments())
         {
            if (assignment.getResource() != null)
            {
               assignments.add(assignmentOf(assignment, properties));
            }
         }
      }
      content.put("tasks", tasks);
      content.put("links", links);
      List<Object> resources = new ArrayList<>();
      for (Resource resource : project.getResources())
      {
         if (resource.getUniqueID() != null && resource.getName() != null)
         {
            resources.add(resourceOf(resource));
         }
      }
      content.put("resources", resources);
      content.put("assignments", assignments);
      return content;
   }

   private static Map<String, Object> calendarOf(ProjectCalendar calendar, LocalDate firstDay, int days)
   {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("id", calendar.getUniqueID());
      content.put("name", calendar.getName());
      content.put("base", calendar.getParent() == null ? null : calendar.getParent().getUniqueID());
      List<Object> worked = new ArrayList<>();
      for (int day = 0; day < days; day++)
      {
         ProjectCalendarHours hours = calendar.getHours(firstDay.plusDays(day));
         List<String> shifts = new ArrayList<>();
         for (LocalTimeRange range : hours)
         {
            LocalTime end = range.getEnd();
            int from = range.getStart().toSecondOfDay() / 60;
            int to = end.equals(LocalTime.MIDNIGHT) ? 1440 : end.toSecondOfDay() / 60;
            shifts.add(from + "-" + (to < from ? to + 1440 : to));
         }
         worked.add(String.join(" ", shifts));
      }
      content.put("days", worked);
      return content;
   }

   private static Map<String, Object> taskOf(Task task, ProjectProperties properties)
   {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("id", task.getUniqueID());
      content.put("parent", task.getParentTask() == null ? null : task.getParentTask().getUniqueID());
      content.put("isSummary", task.getSummary());
      content.put("name", task.getName());
      content.put("wbs", task.getWBS());
      content.put("activityId", task.getActivityID());
      content.put("guid", task.getGUID() == null ? null : task.getGUID().toString());
      content.put("notes", task.getNotes());
      content.put("isMilestone", task.getMilestone());
      content.put("isManual", task.getTaskMode() == org.mpxj.TaskMode.MANUALLY_SCHEDULED);
      content.put("isExternal", task.getExternalTask());
      content.put("isActive", task.getActive());
      content.put("isEstimated", task.getEstimated());
      content.put("start", date(task.getStart()));
      content.put("finish", date(task.getFinish()));
      content.put("earlyStart", date(task.getEarlyStart()));
      content.put("earlyFinish", date(task.getEarlyFinish()));
      content.put("lateStart", date(task.getLateStart()));
      content.put("lateFinish", date(task.getLateFinish()));
      content.put("plannedDuration", minutes(task.getPlannedDuration(), properties));
      content.put("remainingDuration", minutes(task.getRemainingDuration(), properties));
      content.put("duration", minutes(task.getDuration(), properties));
      content.put("durationUnit", task.getDuration() == null ? null : String.valueOf(task.getDuration().getUnits()));
      content.put("constraint", task.getConstraintType() == null ? null : task.getConstraintType().name());
      content.put("constraintDate", date(task.getConstraintDate()));
      content.put("deadline", date(task.getDeadline()));
      content.put("actualStart", date(task.getActualStart()));
      content.put("actualFinish", date(task.getActualFinish()));
      content.put("percentComplete", task.getPercentageComplete());
      content.put("calendar", task.getCalendar() == null ? null : task.getCalendar().getUniqueID());
      content.put("ignoresResourceCalendars", task.getIgnoreResourceCalendar());
      content.put("priority", task.getPriority() == null ? null : task.getPriority().getValue());
      content.put("type", task.getType() == null ? null : task.getType().name());
      content.put("totalSlack", minutes(task.getTotalSlack(), properties));
      content.put("freeSlack", minutes(task.getFreeSlack(), properties));
      content.put("baselineStart", date(task.getBaselineStart()));
      content.put("baselineFinish", date(task.getBaselineFinish()));
      content.put("text1", task.getText(1));
      return content;
   }

   private static Map<String, Object> linkOf(Relation link, ProjectProperties properties)
   {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("predecessor", link.getPredecessorTask().getUniqueID());
      content.put("successor", link.getSuccessorTask().getUniqueID());
      content.put("type", link.getType().toString());
      Duration lag = link.getLag();
      content.put("lagUnit", lag == null ? null : String.valueOf(lag.getUnits()));
      boolean isPercent = lag != null && (lag.getUnits() == TimeUnit.PERCENT || lag.getUnits() == TimeUnit.ELAPSED_PERCENT);
      content.put("lag", isPercent ? (Object) Double.valueOf(lag.getDuration()) : minutes(lag, properties));
      return content;
   }

   private static Map<String, Object> resourceOf(Resource resource)
   {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("id", resource.getUniqueID());
      content.put("name", resource.getName());
      content.put("type", resource.getType() == null ? null : resource.getType().name());
      content.put("email", resource.getEmailAddress());
      List<Object> availability = new ArrayList<>();
      for (Availability period : resource.getAvailability())
      {
         Map<String, Object> span = new LinkedHashMap<>();
         span.put("from", date(period.getRange().getStart()));
         span.put("to", date(period.getRange().getEnd()));
         span.put("units", period.getUnits());
         availability.add(span);
      }
      content.put("availability", availability);
      content.put("rate", rate(resource.getStandardRate()));
      content.put("overtimeRate", rate(resource.getOvertimeRate()));
      content.put("calendar", resource.getCalendar() == null ? null : resource.getCalendar().getUniqueID());
      return content;
   }

   private static Map<String, Object> assignmentOf(ResourceAssignment assignment, ProjectProperties properties)
   {
      Map<String, Object> content = new LinkedHashMap<>();
      content.put("task", assignment.getTask().getUniqueID());
      content.put("resource", assignment.getResource().getUniqueID());
      content.put("units", assignment.getUnits());
      content.put("work", minutes(assignment.getWork(), properties));
      content.put("actualWork", minutes(assignment.getActualWork(), properties));
      content.put("remainingWork", minutes(assignment.getRemainingWork(), properties));
      return content;
   }

   private static String date(LocalDateTime date)
   {
      return date == null ? null : DATE.format(date);
   }

   private static Object rate(Rate rate)
   {
      return rate == null ? null : Double.valueOf(rate.getAmount());
   }

   /** Whole minutes; of elapsed durations around the clock. */
   private static Object minutes(Duration duration, ProjectProperties properties)
   {
      if (duration == null)
      {
         return null;
      }
      double minutes = switch (duration.getUnits())
      {
         case ELAPSED_MINUTES -> duration.getDuration();
         case ELAPSED_HOURS -> duration.getDuration() * 60;
         case ELAPSED_DAYS -> duration.getDuration() * 1440;
         case ELAPSED_WEEKS -> duration.getDuration() * 10080;
         case ELAPSED_MONTHS -> duration.getDuration() * 43200;
         default -> duration.convertUnits(TimeUnit.MINUTES, properties).getDuration();
      };
      return Math.round(minutes);
   }

   private static String json(Object value)
   {
      if (value instanceof Map<?, ?> map)
      {
         List<String> fields = new ArrayList<>();
         map.forEach((name, field) -> fields.add(json(String.valueOf(name)) + ":" + json(field)));
         return "{" + String.join(",", fields) + "}";
      }
      if (value instanceof List<?> list)
      {
         List<String> items = new ArrayList<>();
         list.forEach(item -> items.add(json(item)));
         return "[" + String.join(",", items) + "]";
      }
      if (value == null || value instanceof Number || value instanceof Boolean)
      {
         return String.valueOf(value);
      }
      StringBuilder text = new StringBuilder("\"");
      for (char character : String.valueOf(value).toCharArray())
      {
         boolean isPlain = character >= ' ' && character < 127 && character != '"' && character != '\\';
         text.append(isPlain ? String.valueOf(character) : String.format("\\u%04x", (int) character));
      }
      return text.append('"').toString();
   }
}
