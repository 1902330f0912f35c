ALTER TABLE "inbound_mail" ADD COLUMN "settled_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "released_by" text;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "replays" integer DEFAULT 0 NOT NULL;