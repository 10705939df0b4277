import java.io.File;
import java.io.PrintWriter;
import java.time.LocalDateTime;
import java.util.Locale;
import org.mpxj.Duration;
import org.mpxj.ProjectFile;
import org.mpxj.Task;
import org.mpxj.TimeUnit;
import org.mpxj.cpm.MicrosoftScheduler;
import org.mpxj.cpm.PrimaveraScheduler;
import org.mpxj.cpm.Scheduler;
import org.mpxj.reader.UniversalProjectReader;

/**
 * Schedules a file again and again with one of MPXJ's schedulers and prints the milliseconds of each run after the
 * warm-up. The dates go to a file, a task a line: unique id, early start, early finish, late start, late finish,
 * total slack in minutes.
 *
 * <p>java SchedulerBench microsoft|primavera FILE WARM_UP_MS MEASURE_MS DATES_FILE: at least three runs count.
 */
public final class SchedulerBench
{
   public static void main(String[] args) throws Exception
   {
      boolean isMicrosoft = args[0].equals("microsoft");
      ProjectFile project = new UniversalProjectReader().read(new File(args[1]));
      LocalDateTime start = project.getProjectProperties().getStartDate();
      double warmUp = Double.parseDouble(args[2]);
      double most = Double.parseDouble(args[3]);
      for (double total = 0; total < warmUp;)
      {
         total += scheduled(isMicrosoft, project, start);
      }
      double total = 0;
      for (int run = 0; run < 3 || total < most; run++)
      {
         double spent = scheduled(isMicrosoft, project, start);
         total += spent;
         System.out.printf(Locale.ROOT, "%.3f%n", spent);
      }
      try (PrintWriter out = new PrintWriter(args[4], "UTF-8"))
      {
         for (Task task : project.getTasks())
         {
            if (task.getSummary() || task.getUniqueID() == null || task.getUniqueID() == 0)
            {
               continue;
            }
            out.println(String.join("\t", String.valueOf(task.getUniqueID()), String.valueOf(task.getEarlyStart()),
               String.valueOf(task.getEarlyFinish()), String.valueOf(task.getLateStart()), String.valueOf(task.getLateFinish()),
               minutes(task.getTotalSlack(), project)));
         }
      }
   }

   private static double scheduled(boolean isMicrosoft, ProjectFile project, LocalDateTime start) throws Exception
   {
      Scheduler scheduler = isMicrosoft ? new MicrosoftScheduler() : new PrimaveraScheduler();
      long begin = System.nanoTime();
      scheduler.schedule(project, start);
      return (System.nanoTime() - begin) / 1e6;
   }

   private static String minutes(Duration duration, ProjectFile project)
   {
      if (duration == null)
      {
         return "null";
      }
      return String.valueOf(Math.round(duration.convertUnits(TimeUnit.MINUTES, project.getProjectProperties()).getDuration()));
   }
}
