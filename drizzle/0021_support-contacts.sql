CREATE TABLE "support_contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subscription_id" uuid NOT NULL,
	"partner" text,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"source" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "support_contacts_once" UNIQUE("subscription_id","valid_from","source")
);
--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "commerce" text;--> statement-breakpoint
ALTER TABLE "support_contacts" ADD CONSTRAINT "support_contacts_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;