import SMTPConnection, { type SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";

export { SMTPConnection, type SMTPConnectionOptions };
