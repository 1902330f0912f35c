ALTER TABLE "mailboxes" DROP CONSTRAINT "mailboxes_name_unique";--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "account" text;--> statement-breakpoint
UPDATE "mailboxes" SET "account" = "name";--> statement-breakpoint
ALTER TABLE "mailboxes" ALTER COLUMN "account" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_account_unique" UNIQUE("account");
