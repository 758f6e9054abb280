export {
  encodeRecord,
  isRecording,
  MAX_RECORD_OCTETS,
  RECORDING_MAGIC,
  RecordingReader,
  type RecordingRecord,
} from './recording.ts';
