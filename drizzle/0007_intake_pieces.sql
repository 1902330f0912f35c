DROP INDEX "inbound_mail_parent";--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "judge_below" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "pieces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "fetch_again_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "untidy" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "acknowledge" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "inbound_mail_msg_id" ON "inbound_mail" USING btree ("msg_id");--> statement-breakpoint
CREATE INDEX "inbound_mail_untidy" ON "inbound_mail" USING btree ("folder_id") WHERE untidy;