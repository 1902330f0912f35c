CREATE SEQUENCE "public"."ticket_numbers" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1001 CACHE 1;--> statement-breakpoint
CREATE TABLE "agents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"role" text DEFAULT 'agent' NOT NULL,
	"team_id" uuid,
	"undo_seconds" integer DEFAULT 0 NOT NULL,
	"receipts" text DEFAULT 'exceptions' NOT NULL,
	"removed_at" timestamptz(3),
	CONSTRAINT "agents_address_unique" UNIQUE("address")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid,
	"address" text NOT NULL,
	"name" text NOT NULL,
	"language" text,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "contacts_address_unique" UNIQUE("address")
);
--> statement-breakpoint
CREATE TABLE "customer_domains" (
	"domain" text PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"verified_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"plan" text,
	"language" text,
	"time_zone" text,
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "desk" (
	"id" uuid PRIMARY KEY NOT NULL,
	"epoch" integer DEFAULT 1 NOT NULL,
	"shadow" boolean DEFAULT true NOT NULL,
	"shadow_because" text NOT NULL,
	"endpoints" text NOT NULL,
	"identity_key" "bytea" NOT NULL,
	"created_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operator_secrets" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3)
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"role" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "operators_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "policy_versions" (
	"version" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"document" json NOT NULL,
	"published_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "teams_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "escalations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target_id" uuid,
	"rung" text,
	"to" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text NOT NULL,
	"because" text NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"due_at" timestamptz(3),
	"generation" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "outbound_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid,
	"leg_id" uuid,
	"message_id" uuid,
	"audience" text NOT NULL,
	"purpose" text NOT NULL,
	"priority" integer NOT NULL,
	"msg_id" text NOT NULL,
	"reverse_path" text NOT NULL,
	"recipients" jsonb NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"state" text NOT NULL,
	"because" text NOT NULL,
	"streaming" boolean DEFAULT false NOT NULL,
	"repeats" integer DEFAULT 0 NOT NULL,
	"once" text,
	"created_at" timestamptz(3) NOT NULL,
	"accepted_at" timestamptz(3),
	"claimed_by" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamptz(3),
	"due_at" timestamptz(3),
	"generation" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "outbound_mail_msgId_unique" UNIQUE("msg_id"),
	CONSTRAINT "outbound_mail_once_unique" UNIQUE("once")
);
--> statement-breakpoint
CREATE TABLE "rungs_told" (
	"target_id" uuid NOT NULL,
	"rung" text NOT NULL,
	"goal_version" integer NOT NULL,
	"told_at" timestamptz(3) NOT NULL,
	CONSTRAINT "rungs_told_target_id_rung_goal_version_pk" PRIMARY KEY("target_id","rung","goal_version")
);
--> statement-breakpoint
CREATE TABLE "targets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"instance" integer NOT NULL,
	"state" text NOT NULL,
	"goal_ms" bigint,
	"goal_version" integer NOT NULL,
	"calendar" text NOT NULL,
	"elapsed_ms" bigint NOT NULL,
	"started_at" timestamptz(3),
	"ended_at" timestamptz(3),
	"promised_at" timestamptz(3),
	"breach_at" timestamptz(3),
	"breached_at" timestamptz(3),
	"provisional" boolean DEFAULT false NOT NULL,
	"due_at" timestamptz(3),
	"generation" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "targets_instance" UNIQUE("ticket_id","kind","instance")
);
--> statement-breakpoint
CREATE TABLE "folders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"path" text NOT NULL,
	"role" text NOT NULL,
	"uidvalidity" bigint,
	"uid_next" bigint DEFAULT 1 NOT NULL,
	"start_uid" bigint DEFAULT 1 NOT NULL,
	"highest_modseq" text,
	"last_sync_at" timestamptz(3),
	"last_error" text,
	"last_error_at" timestamptz(3),
	"claimed_by" text,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamptz(3),
	CONSTRAINT "folders_mailboxId_path_unique" UNIQUE("mailbox_id","path")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"mail" uuid NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbound_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"folder_id" uuid NOT NULL,
	"uidvalidity" bigint NOT NULL,
	"uid" bigint NOT NULL,
	"size" integer,
	"internal_date" timestamptz(3),
	"received_at" timestamptz(3),
	"seen_at" timestamptz(3) NOT NULL,
	"stored_at" timestamptz(3),
	"state" text NOT NULL,
	"disposition" text,
	"because" text,
	"msg_id" text,
	"identity" "bytea",
	"ticket_id" uuid,
	"due_at" timestamptz(3),
	"generation" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "inbound_mail_uid" UNIQUE("folder_id","uidvalidity","uid")
);
--> statement-breakpoint
CREATE TABLE "mailboxes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"provider" text NOT NULL,
	"authserv_id" text,
	"abilities" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	CONSTRAINT "mailboxes_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "raw_chunks" (
	"mail" uuid NOT NULL,
	"n" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "raw_chunks_mail_n_pk" PRIMARY KEY("mail","n")
) PARTITION BY RANGE ("mail");
--> statement-breakpoint
CREATE TABLE "raw_chunks_default" PARTITION OF "raw_chunks" DEFAULT;
--> statement-breakpoint
ALTER TABLE "raw_chunks" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "outbound_mail" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
--> statement-breakpoint
CREATE TABLE "undeliverable_addresses" (
	"address" text PRIMARY KEY NOT NULL,
	"because" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"hard" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"mail" uuid NOT NULL,
	"part" text NOT NULL,
	"filename" text NOT NULL,
	"content_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"content_id" text,
	"inline" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"ticket_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamptz(3) NOT NULL,
	"recorded_at" timestamptz(3) NOT NULL,
	"type" text NOT NULL,
	"actor" text NOT NULL,
	"agent_id" uuid,
	"because" text NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "events_ticket_id_seq_pk" PRIMARY KEY("ticket_id","seq")
);
--> statement-breakpoint
CREATE TABLE "legs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"opened_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_ids" (
	"msg_id" text NOT NULL,
	"leg_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"minted" boolean NOT NULL,
	"audience" text NOT NULL,
	"outbound_id" uuid,
	CONSTRAINT "message_ids_msg_id_leg_id_pk" PRIMARY KEY("msg_id","leg_id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"leg_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"author" text NOT NULL,
	"author_name" text NOT NULL,
	"author_address" text NOT NULL,
	"agent_id" uuid,
	"inbound_id" uuid,
	"outbound_id" uuid,
	"msg_id" text,
	"subject" text NOT NULL,
	"visible_text" text NOT NULL,
	"full_text" text NOT NULL,
	"unverified" boolean DEFAULT false NOT NULL,
	"at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"leg_id" uuid NOT NULL,
	"address" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"held" boolean DEFAULT false NOT NULL,
	"added_at" timestamptz(3) NOT NULL,
	CONSTRAINT "participants_leg_id_address_pk" PRIMARY KEY("leg_id","address")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint NOT NULL,
	"customer_id" uuid,
	"requester_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"status" text NOT NULL,
	"kind" text,
	"service" text,
	"severity" text NOT NULL,
	"plan" text NOT NULL,
	"policy_version" text NOT NULL,
	"assignee_id" uuid,
	"team_id" uuid,
	"language" text NOT NULL,
	"merged_into" uuid,
	"opened_at" timestamptz(3) NOT NULL,
	"resolved_at" timestamptz(3),
	"closed_at" timestamptz(3),
	"last_message_at" timestamptz(3) NOT NULL,
	CONSTRAINT "tickets_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"leg_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"agent_id" uuid,
	"outbound_id" uuid,
	"created_at" timestamptz(3) NOT NULL,
	"expires_at" timestamptz(3),
	"revoked_at" timestamptz(3)
);
--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_domains" ADD CONSTRAINT "customer_domains_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operator_secrets" ADD CONSTRAINT "operator_secrets_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "escalations" ADD CONSTRAINT "escalations_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound_mail" ADD CONSTRAINT "outbound_mail_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rungs_told" ADD CONSTRAINT "rungs_told_target_id_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."targets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "targets" ADD CONSTRAINT "targets_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "folders" ADD CONSTRAINT "folders_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_mail" ADD CONSTRAINT "inbound_mail_folder_id_folders_id_fk" FOREIGN KEY ("folder_id") REFERENCES "public"."folders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legs" ADD CONSTRAINT "legs_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_ids" ADD CONSTRAINT "message_ids_leg_id_legs_id_fk" FOREIGN KEY ("leg_id") REFERENCES "public"."legs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_leg_id_legs_id_fk" FOREIGN KEY ("leg_id") REFERENCES "public"."legs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_leg_id_legs_id_fk" FOREIGN KEY ("leg_id") REFERENCES "public"."legs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_requester_id_contacts_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_policy_version_policy_versions_version_fk" FOREIGN KEY ("policy_version") REFERENCES "public"."policy_versions"("version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_assignee_id_agents_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_leg_id_legs_id_fk" FOREIGN KEY ("leg_id") REFERENCES "public"."legs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_customer_id_index" ON "contacts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "escalations_due" ON "escalations" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "escalations_ticket_id_index" ON "escalations" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "outbound_mail_due" ON "outbound_mail" USING btree ("priority","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "outbound_mail_unsettled" ON "outbound_mail" USING btree ("state") WHERE state not in ('accepted', 'cancelled');--> statement-breakpoint
CREATE INDEX "outbound_mail_ticket" ON "outbound_mail" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "targets_due" ON "targets" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "targets_open" ON "targets" USING btree ("promised_at") WHERE state in ('running', 'late');--> statement-breakpoint
CREATE INDEX "inbound_mail_due" ON "inbound_mail" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "inbound_mail_unsettled" ON "inbound_mail" USING btree ("state") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "inbound_mail_ticket" ON "inbound_mail" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "inbound_mail_parent" ON "inbound_mail" USING btree ("msg_id") WHERE state = 'stored';--> statement-breakpoint
CREATE INDEX "attachments_message_id_index" ON "attachments" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "legs_ticket_id_index" ON "legs" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "messages_ticket_id_at_index" ON "messages" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "messages_outbound_id_index" ON "messages" USING btree ("outbound_id");--> statement-breakpoint
CREATE INDEX "messages_inbound_id_index" ON "messages" USING btree ("inbound_id");--> statement-breakpoint
CREATE INDEX "participants_address_index" ON "participants" USING btree ("address");--> statement-breakpoint
CREATE INDEX "tickets_status_resolved_at_index" ON "tickets" USING btree ("status","resolved_at");--> statement-breakpoint
CREATE INDEX "tickets_customer_id_index" ON "tickets" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "tickets_assignee_id_index" ON "tickets" USING btree ("assignee_id");--> statement-breakpoint
CREATE INDEX "tokens_ticket_id_index" ON "tokens" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "tokens_agent_id_index" ON "tokens" USING btree ("agent_id");