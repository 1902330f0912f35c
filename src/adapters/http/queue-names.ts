/** The queues as operators see them, in the order in which a mail meets them. */
export const QUEUE_NAMES = ["inbound", "targets", "replies", "escalations", "housekeeping"] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];
