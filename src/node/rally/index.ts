export {
  localEvent,
  NO_LINKS,
  RallyDesk,
  type RallyDeskParts,
  type RallyLinks,
} from './rally-desk.ts';
