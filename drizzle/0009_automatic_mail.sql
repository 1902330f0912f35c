CREATE TABLE "automatic_mail" (
	"outbound_id" uuid NOT NULL,
	"address" text NOT NULL,
	"system" text,
	"ticket_id" uuid,
	"response" boolean NOT NULL,
	"likeness" text,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "automatic_mail_outbound_id_address_pk" PRIMARY KEY("outbound_id","address")
);
--> statement-breakpoint
CREATE TABLE "muted" (
	"key" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"because" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"since" timestamptz(3) NOT NULL,
	"until" timestamptz(3)
);
--> statement-breakpoint
CREATE INDEX "automatic_mail_address" ON "automatic_mail" USING btree ("address","at");--> statement-breakpoint
CREATE INDEX "automatic_mail_system" ON "automatic_mail" USING btree ("system","at");--> statement-breakpoint
CREATE INDEX "automatic_mail_at" ON "automatic_mail" USING btree ("at");