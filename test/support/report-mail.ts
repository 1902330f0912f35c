/** A delivery report as mail servers write it (RFC 3464, RFC 6522). */
export function reportMail(about: {
  readonly to: string;
  readonly recipient?: string;
  readonly action?: string;
  readonly status?: string;
  readonly diagnostic?: string;
  /** Header of the returned mail; null: nothing is returned. */
  readonly returned: string | null;
  /** Makes it another mail. */
  readonly n?: number;
}): string {
  const {
    recipient = "",
    action = "failed",
    status = "5.1.1",
    diagnostic = "550 5.1.1 no such user",
  } = about;
  const returned =
    about.returned === null ? "" : `--r\nContent-Type: text/rfc822-headers\n\n${about.returned.trim()}\n\n`;
  return `Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.fabrikam.example>
To: ${about.to}
Date: Thu, 03 Dec 2026 10:00:00 +0000
Subject: Delivery Status Notification
Message-ID: <report-${about.n ?? 1}@mx.fabrikam.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain

This is the mail system. This report is about <${recipient}>.

--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.fabrikam.example

Final-Recipient: rfc822; ${recipient}
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; ${diagnostic}

${returned}--r--
`;
}

/** A complaint (RFC 5965). */
export function feedbackMail(to: string, recipient: string, returned: string): string {
  return `From: abuse@fabrikam.example
To: ${to}
Date: Thu, 03 Dec 2026 10:00:00 +0000
Subject: Complaint
Message-ID: <complaint@fabrikam.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary=r

--r
Content-Type: text/plain

This is a complaint.

--r
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Loop/1.0
Version: 1
Original-Rcpt-To: ${recipient}

--r
Content-Type: text/rfc822-headers

${returned.trim()}

--r--
`;
}
