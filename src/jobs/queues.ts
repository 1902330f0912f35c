/** The queues, each with the table whose due rows are its work. `housekeeping` has no rows: its jobs are schedules. */
export const QUEUES = ["inbound", "targets", "replies", "escalations", "housekeeping"] as const;
export type QueueName = (typeof QUEUES)[number];
export type RowQueue = Exclude<QueueName, "housekeeping">;
export const ROW_QUEUES: readonly RowQueue[] = ["inbound", "targets", "replies", "escalations"];
