import { calendarContract } from '../../../test/contracts/calendar.ts';
import { DAY, NOW, calComService, startCalComBench } from '../../../test/cal-com.ts';

for (const profile of ['hosted', 'cal.diy'] as const) {
  calendarContract(
    `Cal.com (${profile})`,
    async () => {
      const bench = await startCalComBench({ profile });
      return {
        calendar: bench.calendar,
        timeZone: 'Europe/Berlin',
        nowAt: NOW,
        dayAt: DAY,
        service: calComService(101),
        longService: calComService(102, 60),
        unknownService: calComService(999),
        confirmedService: calComService(103),
        close: bench.close,
      };
    },
    { confirmation: true },
  );
}
