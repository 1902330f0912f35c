CREATE TABLE "alarms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"subject" text NOT NULL,
	"count" integer NOT NULL,
	"seen_at" timestamptz(3) NOT NULL,
	"began_at" timestamptz(3),
	"ended_at" timestamptz(3),
	"raised" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operator_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"once" text NOT NULL,
	"code" text NOT NULL,
	"text" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamptz(3) NOT NULL,
	"told" text[] DEFAULT '{}' NOT NULL,
	"due_at" timestamptz(3),
	"generation" integer DEFAULT 1 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "operator_notices_once_unique" UNIQUE("once")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "alarms_open" ON "alarms" USING btree ("code","subject","raised") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "operator_notices_due" ON "operator_notices" USING btree ("due_at") WHERE due_at is not null;