ALTER TABLE "agents" ALTER COLUMN "undo_seconds" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "agents" ALTER COLUMN "undo_seconds" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "waiting_until" timestamptz(3);--> statement-breakpoint
CREATE INDEX "tickets_merged" ON "tickets" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "tickets_waiting" ON "tickets" USING btree ("waiting_until") WHERE waiting_until is not null;