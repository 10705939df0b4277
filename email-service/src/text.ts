/** The words of mails; those of chats are made the same way. */
export {
  briefMomentText,
  countText,
  dayText,
  daysText,
  momentText,
  oneLine,
  type Reader,
  zoneText,
} from '@throughline/contract'
