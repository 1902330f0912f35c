DROP INDEX "proposals_to_sort";--> statement-breakpoint
CREATE INDEX "proposals_waiting" ON "proposals" USING btree ("at") WHERE to_sort and sorted_at is null;