CREATE TABLE "delivery_reports" (
	"inbound_id" uuid NOT NULL,
	"address" text NOT NULL,
	"kind" text NOT NULL,
	"hard" boolean NOT NULL,
	"sure" boolean NOT NULL,
	"status" text NOT NULL,
	"outbound_id" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "delivery_reports_inbound_id_address_pk" PRIMARY KEY("inbound_id","address")
);
--> statement-breakpoint
ALTER TABLE "undeliverable_addresses" ADD COLUMN "complaint" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "delivery_reports_address" ON "delivery_reports" USING btree ("address","at");--> statement-breakpoint
CREATE INDEX "delivery_reports_outbound_id_index" ON "delivery_reports" USING btree ("outbound_id");--> statement-breakpoint
CREATE INDEX "outbound_mail_created" ON "outbound_mail" USING btree ("created_at");