CREATE TABLE "submission_buckets" (
	"account" text PRIMARY KEY NOT NULL,
	"mails" double precision NOT NULL,
	"recipients" double precision NOT NULL,
	"at" timestamptz(3) NOT NULL
);
