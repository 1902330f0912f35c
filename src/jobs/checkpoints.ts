/**
 * The places where dying must be harmless, in the order in which a mail meets them. The crash journeys kill the process
 * at each one; production does nothing there.
 */
export const CHECKPOINTS = [
  "intake.uids-kept",
  "intake.bytes-fetched",
  "intake.mail-kept",
  "intake.tidied",
  "inbound.read",
  "inbound.decided",
  "inbound.committed",
  "replies.claimed",
  "replies.streaming",
  "replies.submitted",
  "replies.saved",
  "targets.decided",
  "targets.committed",
  "escalations.decided",
  "escalations.committed",
  "escalations.called",
  "relay.scanned",
  "relay.published",
  "closing.decided",
  "closing.committed",
] as const;
/** The same of retention, which meets no mail on its way: before and after each batch, and before a partition goes. */
export const RETENTION_CHECKPOINTS = [
  "retention.decided",
  "retention.committed",
  "retention.dropping",
] as const;
export type CheckpointName = (typeof CHECKPOINTS)[number] | (typeof RETENTION_CHECKPOINTS)[number];
export type Checkpoint = (name: CheckpointName) => Promise<void> | void;
