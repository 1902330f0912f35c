ALTER TABLE "inbound_mail" ADD COLUMN "msg_id" text;--> statement-breakpoint
CREATE INDEX "inbound_mail_parent" ON "inbound_mail" USING btree ("msg_id") WHERE state = 'stored';