export { type CourrielRecu, ServeurSmtp } from '../../tools/tour/smtp.ts';
