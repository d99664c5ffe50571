export interface MailDraft {
  to: readonly string[];
  bcc: readonly string[];
  subject: string;
  body: string;
}

/** A mailto: address by RFC 6068: spaces are %20, never +, lines end in CRLF, and no address can add a field. */
export const mailtoLink = ({ to, bcc, subject, body }: MailDraft): string => {
  const encodeAddresses = (addresses: readonly string[]): string => addresses.map(encodeURIComponent).join(',');
  const fields = [
    bcc.length > 0 ? `bcc=${encodeAddresses(bcc)}` : '',
    subject === '' ? '' : `subject=${encodeURIComponent(subject)}`,
    body === '' ? '' : `body=${encodeURIComponent(body.replace(/\r\n|\r|\n/g, '\r\n'))}`,
  ].filter((field) => field !== '');
  return `mailto:${encodeAddresses(to)}${fields.length === 0 ? '' : `?${fields.join('&')}`}`;
};
