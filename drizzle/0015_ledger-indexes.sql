DROP INDEX "inbound_mail_seen";--> statement-breakpoint
CREATE INDEX "inbound_mail_undecided" ON "inbound_mail" USING btree ("id") WHERE state = 'done' and disposition is null;--> statement-breakpoint
CREATE INDEX "inbound_mail_refused" ON "inbound_mail" USING btree ("id") WHERE disposition = 'suppressed' and ticket_id is null;--> statement-breakpoint
CREATE INDEX "inbound_mail_seen_at" ON "inbound_mail" USING btree ("seen_at");