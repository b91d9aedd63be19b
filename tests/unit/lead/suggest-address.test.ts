import { expect, test } from 'vitest'
import { parseContactForm, parseStepContact } from '#app/domain/lead/contact-form.ts'
import { suggestAddress } from '#app/domain/lead/suggest-address.ts'

test.for([
  ['jo@gmail.con', 'jo@gmail.com'],
  ['jo@gmial.com', 'jo@gmail.com'],
  ['jo@gmai.com', 'jo@gmail.com'],
  ['jo@gmaill.com', 'jo@gmail.com'],
  ['jo@gmail.co', 'jo@gmail.com'],
  ['jo@hotnail.com', 'jo@hotmail.com'],
  ['jo@outlok.con', 'jo@outlook.com'],
  ['jo@works.example.con', 'jo@works.example.com'],
  ['jo@acme.ogr', 'jo@acme.org'],
])('of %s it is asked whether %s was meant', ([typed, meant]) => {
  expect(suggestAddress(typed!)).toBe(meant)
})

test.for([
  'jo@gmail.com',
  'jo@mail.com',
  'jo@ymail.com',
  'jo@yahoo.ca',
  'jo@gmx.at',
  'jo@web.de',
  'jo@acme.co',
  'jo@con.example',
  'jo@constructor.toString',
  'jo@gail.example',
])('nothing is asked of %s', (typed) => {
  expect(suggestAddress(typed)).toBeNull()
})

test.for([
  ['a step', (fields: Record<string, unknown>) => parseStepContact(fields)],
  ['the results page', (fields: Record<string, unknown>) => parseContactForm(fields, false)],
] as const)('%s asks of a slip once, and takes the address that comes back as it was', ([, parse]) => {
  expect(parse({ email: 'Jo@gmail.con' }).errors.email).toEqual({
    kind: 'slip',
    typed: 'jo@gmail.con',
    meant: 'jo@gmail.com',
  })
  expect(parse({ email: 'jo@gmail.con', email_asked: 'Jo@gmail.con ' }).errors).toEqual({})
  expect(parse({ email: 'jo@gmai.com', email_asked: 'jo@gmail.con' }).errors.email).toMatchObject({
    meant: 'jo@gmail.com',
  })
  expect(parse({ email: 'jo@gmail.com', email_asked: 'jo@gmail.con' }).errors).toEqual({})
})
