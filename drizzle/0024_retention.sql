CREATE TABLE "erasures" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"counts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid,
	"customer_id" uuid,
	"because" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "retention_holds_ticketId_unique" UNIQUE("ticket_id"),
	CONSTRAINT "retention_holds_customerId_unique" UNIQUE("customer_id"),
	CONSTRAINT "retention_holds_one" CHECK ((ticket_id is null) <> (customer_id is null))
);
--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "emptied_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD COLUMN "emptied_because" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "deleted_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "deleted_because" text;--> statement-breakpoint
ALTER TABLE "retention_holds" ADD CONSTRAINT "retention_holds_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_holds" ADD CONSTRAINT "retention_holds_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbound_mail_of_no_ticket" ON "outbound_mail" USING btree ("created_at") WHERE ticket_id is null;--> statement-breakpoint
CREATE INDEX "inbound_mail_short_lived" ON "inbound_mail" USING btree ("seen_at") WHERE emptied_at is null and stored_at is not null and (state = 'aside'
  or disposition in ('automatic', 'delivery-report', 'suppressed', 'dismissed', 'quarantined'));--> statement-breakpoint
CREATE INDEX "tickets_to_delete" ON "tickets" USING btree ("closed_at") WHERE closed_at is not null and deleted_at is null;