/** The words of mails; those of chats are made the same way. */
export {
  briefMomentText,
  countText,
  daysText,
  dayText,
  momentText,
  oneLine,
  type Reader,
  zoneText,
} from '@throughline/contract'
