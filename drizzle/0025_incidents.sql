CREATE TABLE "incident_tickets" (
	"incident" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"state" text NOT NULL,
	"by" text NOT NULL,
	"agent_id" uuid,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "incident_tickets_incident_ticket_id_pk" PRIMARY KEY("incident","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"code" text PRIMARY KEY NOT NULL,
	"first_seen_at" timestamptz(3) NOT NULL,
	"closed_at" timestamptz(3),
	"round" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "incident_tickets" ADD CONSTRAINT "incident_tickets_incident_incidents_code_fk" FOREIGN KEY ("incident") REFERENCES "public"."incidents"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_tickets" ADD CONSTRAINT "incident_tickets_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_tickets_ticket_id_index" ON "incident_tickets" USING btree ("ticket_id");