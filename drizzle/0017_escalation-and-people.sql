CREATE TABLE "debits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"entitlement_id" uuid NOT NULL,
	"escalation_id" uuid NOT NULL,
	"units" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"refunded_at" timestamptz(3),
	"refunded_because" text,
	CONSTRAINT "debits_once" UNIQUE("escalation_id")
);
--> statement-breakpoint
CREATE TABLE "diagnoses" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"fields" jsonb NOT NULL,
	"unable" text,
	"overrides" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"agent_id" uuid,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entitlements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"vehicle" text NOT NULL,
	"name" text NOT NULL,
	"grant" text,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"units" integer,
	"services" text[] DEFAULT '{}' NOT NULL,
	"contract_id" "bytea",
	"access_id" "bytea",
	"created_at" timestamptz(3) NOT NULL,
	"removed_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "partner_models" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"subscription_id" uuid,
	"model" text NOT NULL,
	"provider" text,
	"valid_from" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_offers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"price" text NOT NULL,
	"offered_at" timestamptz(3) NOT NULL,
	"agent_id" uuid,
	"outbound_id" uuid,
	"answered_at" timestamptz(3),
	"accepted" boolean,
	"message_id" uuid
);
--> statement-breakpoint
CREATE TABLE "proposals" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"service" text,
	"severity" text,
	"confidence" double precision NOT NULL,
	"urgent" boolean DEFAULT false NOT NULL,
	"evidence" jsonb NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"sorted_at" timestamptz(3),
	"sorted_by" uuid,
	"corrected" jsonb,
	"to_sort" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ratings" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"score" integer NOT NULL,
	"contact_id" uuid,
	"comment" text DEFAULT '' NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"service" text NOT NULL,
	"name" text NOT NULL,
	"reference" text,
	"publisher" text,
	"bought_at" timestamptz(3),
	"renewed_at" timestamptz(3),
	"ends_at" timestamptz(3),
	CONSTRAINT "subscriptions_reference" UNIQUE("customer_id","reference")
);
--> statement-breakpoint
CREATE TABLE "time_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"customer_id" uuid,
	"agent_id" uuid NOT NULL,
	"minutes" integer NOT NULL,
	"note" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent_absences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL,
	"starts_at" timestamptz(3) NOT NULL,
	"ends_at" timestamptz(3) NOT NULL,
	"because" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "digest_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL,
	"ticket_id" uuid,
	"line" text NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_numbers" (
	"number" text NOT NULL,
	"leg_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"learnt_at" timestamptz(3) NOT NULL,
	"because" text NOT NULL,
	CONSTRAINT "case_numbers_number_leg_id_pk" PRIMARY KEY("number","leg_id")
);
--> statement-breakpoint
CREATE TABLE "confirmations" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"inbound_id" uuid NOT NULL,
	"address" text NOT NULL,
	"agent_id" uuid,
	"ticket_id" uuid,
	"created_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "teams" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "teams" CASCADE;--> statement-breakpoint
ALTER TABLE "agents" DROP CONSTRAINT IF EXISTS "agents_team_id_teams_id_fk";
--> statement-breakpoint
ALTER TABLE "tickets" DROP CONSTRAINT IF EXISTS "tickets_team_id_teams_id_fk";
--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "hours" text;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "last_assigned_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "cloud" text DEFAULT 'commercial' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "access" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "access_until" timestamptz(3);--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "acknowledged_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "acknowledged_by" uuid;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "vehicle" text;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "leg_id" uuid;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "profile" text;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "profile_hash" text;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "sent_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "expected_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "answered_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "reminders" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "escalations" ADD COLUMN "ended_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "escalation_id" uuid;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "with_whom" text;--> statement-breakpoint
ALTER TABLE "legs" ADD COLUMN "closed_at" timestamptz(3);--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "evidence" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "proof" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "team" text;--> statement-breakpoint
ALTER TABLE "debits" ADD CONSTRAINT "debits_entitlement_id_entitlements_id_fk" FOREIGN KEY ("entitlement_id") REFERENCES "public"."entitlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "debits" ADD CONSTRAINT "debits_escalation_id_escalations_id_fk" FOREIGN KEY ("escalation_id") REFERENCES "public"."escalations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnoses" ADD CONSTRAINT "diagnoses_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "diagnoses" ADD CONSTRAINT "diagnoses_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_models" ADD CONSTRAINT "partner_models_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partner_models" ADD CONSTRAINT "partner_models_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_offers" ADD CONSTRAINT "price_offers_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "time_entries" ADD CONSTRAINT "time_entries_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_absences" ADD CONSTRAINT "agent_absences_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digest_lines" ADD CONSTRAINT "digest_lines_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_numbers" ADD CONSTRAINT "case_numbers_leg_id_legs_id_fk" FOREIGN KEY ("leg_id") REFERENCES "public"."legs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "debits_entitlement_id_index" ON "debits" USING btree ("entitlement_id");--> statement-breakpoint
CREATE INDEX "partner_models_customer_id_index" ON "partner_models" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "price_offers_ticket_id_index" ON "price_offers" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "proposals_to_sort" ON "proposals" USING btree ("at") WHERE to_sort;--> statement-breakpoint
CREATE INDEX "subscriptions_customer_id_index" ON "subscriptions" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "time_entries_ticket_id_index" ON "time_entries" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "time_entries_customer_id_at_index" ON "time_entries" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "agent_absences_agent_id_ends_at_index" ON "agent_absences" USING btree ("agent_id","ends_at");--> statement-breakpoint
CREATE INDEX "digest_lines_agent_id_at_index" ON "digest_lines" USING btree ("agent_id","at");--> statement-breakpoint
CREATE INDEX "case_numbers_leg_id_index" ON "case_numbers" USING btree ("leg_id");--> statement-breakpoint
CREATE INDEX "confirmations_inbound_id_index" ON "confirmations" USING btree ("inbound_id");--> statement-breakpoint
CREATE INDEX "confirmations_address_created_at_index" ON "confirmations" USING btree ("address","created_at");--> statement-breakpoint
CREATE INDEX "escalations_open" ON "escalations" USING btree ("created_at") WHERE kind = 'handoff' and ended_at is null;--> statement-breakpoint
CREATE INDEX "legs_escalation_id_index" ON "legs" USING btree ("escalation_id");--> statement-breakpoint
ALTER TABLE "agents" DROP COLUMN "team_id";--> statement-breakpoint
ALTER TABLE "tickets" DROP COLUMN "team_id";