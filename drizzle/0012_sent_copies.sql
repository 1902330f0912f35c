ALTER TABLE "outbound_mail" ADD COLUMN "sent_copy" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbound_mail" ADD COLUMN "sent_copy_due_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "outbound_mail" ADD COLUMN "sent_copy_attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbound_mail" ADD COLUMN "sent_copy_error" text;--> statement-breakpoint
CREATE INDEX "outbound_mail_copies" ON "outbound_mail" USING btree ("sent_copy_due_at") WHERE sent_copy_due_at is not null;