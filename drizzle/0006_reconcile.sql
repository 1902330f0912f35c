CREATE TABLE "heartbeats" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"owner" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "reconciled_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "on_server" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "behind" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "unaccounted" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "folders" ADD COLUMN "reconcile_trouble" text;