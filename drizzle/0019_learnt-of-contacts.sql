ALTER TABLE "contacts" ADD COLUMN "learnt_language" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "learnt_time_zone" text;