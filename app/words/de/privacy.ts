import { DAY } from '#app/domain/duration.ts'
import { LIFETIMES, PRIVACY_LINKS_PER_ADDRESS } from '#app/domain/limits.ts'
import type { Messages } from '#app/words/en/index.ts'
import { counted, format, inDative } from './format.ts'

const SAME_FOR_ALL =
  'Diese Seite sagt dasselbe, ob wir zu der Adresse etwas gespeichert haben oder nicht, und wer auch immer fragt.'

export const privacy = {
  description:
    'Was wir bei der Standortbestimmung über Sie speichern, wie lange, und wie Sie eine Kopie oder die Löschung verlangen.',
  summary: {
    title: 'Kurz gefasst',
    items: (retentionDays, crm) => [
      'Sie können alles beantworten und Ihre Punktzahl sehen, ohne uns zu sagen, wer Sie sind.',
      'An Ihre E-Mail-Adresse senden wir Ihr Ergebnis. Sonst folgt daraus nichts.',
      `Nur wenn Sie das Häkchen dafür setzen, kontaktieren wir Sie, erfragen Namen, Unternehmen und Telefonnummer und nehmen Sie in unsere Kundendatenbank bei ${crm} auf. Das können Sie jederzeit widerrufen.`,
      `${format.duration(retentionDays * DAY)} nach dem Abschluss entfernen wir, was Sie identifiziert. Punktzahlen, Antworten sowie Nummern und Hashwerte, die nicht sagen, wer Sie sind, bleiben. Wer nicht abschließt, dessen Antworten werden ${format.duration(LIFETIMES.session)} nach der letzten gelöscht.`,
      'Kein Tracking. Ein Cookie wird gesetzt, wenn Sie beginnen, ein weiteres, wenn Sie einen Link aus unseren E-Mails öffnen. Ihre IP-Adresse wird nie gespeichert, nur ein Hashwert (mit Schlüssel).',
    ],
  },
  records: {
    title: 'Was wir im Einzelnen speichern',
    personal: 'Identifiziert Sie',
    pseudonymous: 'Nummern und Hashwerte',
    besides: 'Außerdem gespeichert',
    until: 'Entfernt',
    stays: 'Bleibt darüber hinaus',
  },
  form: {
    title: 'Ihre Daten einsehen oder löschen, unsere E-Mails abbestellen',
    intro:
      'Geben Sie die Adresse ein, die wir von Ihnen haben. Wir senden einen Link dorthin, damit niemand anderes in Ihrem Namen fragt.',
    email: 'Ihre E-Mail-Adresse',
    noEmail: 'Geben Sie Ihre E-Mail-Adresse ein.',
    wish: 'Was möchten Sie tun?',
    options: {
      export: 'Eine Kopie meiner Daten erhalten',
      erase: 'Meine Daten löschen',
      withdraw: 'Meine Einwilligung widerrufen: keine E-Mails und Anrufe mehr',
    },
    send: 'Link anfordern',
  },
  stop: {
    title: 'Unsere E-Mails abbestellen',
    text: 'Wir senden keine E-Mails mehr an die Adresse, an die dieser Link ging, niemand ruft wegen der Standortbestimmung an, und unsere Kundendatenbank erfährt es. Ihr Ergebnis bleibt, bis seine Speicherdauer endet.',
    button: 'E-Mails abbestellen und Einwilligung widerrufen',
    pasted: {
      label: 'Der Link aus der E-Mail',
      hint: `Dieser Browser hat keinen solchen Link: Er behält keine Cookies dieser Website, oder es sind ${format.duration(LIFETIMES.linkCookie)} vergangen. Öffnen Sie den Link noch einmal, oder kopieren Sie ihn aus der E-Mail und fügen Sie ihn hier ein.`,
    },
    stopped: {
      title: 'Sie erhalten keine E-Mails mehr von uns',
      text: 'Ihre Einwilligung ist widerrufen. Wir senden Ihnen nichts mehr und geben nichts mehr weiter.',
      follow: 'Stand in unserer Kundendatenbank ansehen',
      receipt: (receipt) => `(Bestätigung ${receipt})`,
    },
    nothingHeld: {
      title: 'Wir senden Ihnen keine E-Mails',
      text: 'Zu dieser Adresse ist bei uns nichts mehr gespeichert, was versandt wurde, und es wird nichts dorthin gesendet. Wenn Sie sicher sein wollen, dass auch unsere Kundendatenbank nichts über Sie enthält, nutzen Sie das Formular auf der Datenschutzseite.',
    },
    incomplete:
      'Dieser Link ist unvollständig. Kopieren Sie ihn ganz aus der E-Mail, oder nutzen Sie das Formular auf der Datenschutzseite.',
  },
  confirm: {
    page: 'Ihre Daten',
    forAddress: 'Für die Adresse ',
    validFor: counted(
      '. Der Link gilt noch weniger als eine Stunde.',
      '. Der Link gilt noch #\u00a0Stunden.',
    ),
    others: 'Oder möchten Sie etwas anderes?',
    choices: {
      export: {
        title: 'Kopie Ihrer Daten erhalten',
        text: 'Eine Datei mit allem, was wir zu dieser Adresse gespeichert haben, in einem Format, das Menschen und Programme lesen können (JSON).',
        button: 'Meine Daten herunterladen',
      },
      erase: {
        title: 'Ihre Daten löschen',
        text: 'Wir löschen Ihre Ergebnisse, nicht abgeschlossene Standortbestimmungen, Kontaktdaten und E-Mails sofort und Ihren Eintrag in unserer Kundendatenbank kurz danach. Das lässt sich nicht rückgängig machen, und Links zu Ihren Ergebnissen öffnen nichts mehr.',
        button: 'Meine Daten löschen',
      },
      withdraw: {
        title: 'Einwilligung widerrufen',
        text: 'Ab jetzt senden wir Ihnen nichts mehr, geben nichts mehr über Sie weiter und teilen es unserer Kundendatenbank mit. Ihr Ergebnis bleibt, bis seine Speicherdauer endet.',
        button: 'Einwilligung widerrufen',
      },
    },
    noChoice: 'Bitte wählen Sie eine der Möglichkeiten auf der Seite.',
    gone: `Ein Link zu Ihren Daten gilt ${format.duration(LIFETIMES.privacyLink)}. Auf der Datenschutzseite können Sie einen neuen anfordern.`,
    file: 'meine-daten',
  },
  messages: {
    sent: {
      title: 'Sehen Sie in Ihren Posteingang',
      texts: [
        `Wenn die Adresse stimmt, senden wir eine E-Mail mit einem Link dorthin: meist innerhalb einer Minute, bei hohem Andrang innerhalb weniger Stunden. Der Link gilt von jetzt an ${format.duration(LIFETIMES.privacyLink)}.`,
        `In ${format.duration(PRIVACY_LINKS_PER_ADDRESS.seconds)} senden wir an eine Adresse höchstens ${PRIVACY_LINKS_PER_ADDRESS.times} dieser Links. Wer mehr anfordert, hat den neuesten im Posteingang, vielleicht unter Spam: Er gilt noch.`,
        SAME_FOR_ALL,
        'Wenn keine E-Mail kommt, zum Beispiel weil Ihr Postfach unsere E-Mails schon einmal abgewiesen hat oder jemand unter vielen Schreibweisen Ihrer Adresse fragt, schreiben Sie uns: Wohin, steht unten unter „Verantwortlicher“.',
      ],
    },
    delayed: {
      title: 'Ihr Link kommt später',
      texts: [
        `Wir können im Moment keine E-Mails senden. Wenn die Adresse stimmt, senden wir den Link, sobald es geht. Ist er nach ${inDative(LIFETIMES.privacyLink)} nicht da, fordern Sie ihn bitte noch einmal an.`,
        SAME_FOR_ALL,
      ],
    },
    withdrawn: {
      title: 'In diesem Browser besteht keine Einwilligung mehr',
      texts: [
        'Es wird Ihnen nichts mehr deswegen gesendet und nichts mehr weitergegeben. Wenn Sie später wieder einwilligen, ist das eine neue Einwilligung.',
        'Was wir hier nach Ablauf der Speicherdauer entfernt haben, kann noch in unserer Kundendatenbank stehen: Nutzen Sie das Formular auf dieser Seite mit Ihrer Adresse, dann erfährt auch sie von Ihrem Widerruf.',
      ],
    },
    forgotten: {
      title: 'Dieser Browser ist vergessen',
      texts: [
        'Keine Seite zeigt hier mehr Ihre Antworten, Ergebnisse oder Kontaktdaten. Die Links in unseren E-Mails gelten weiter, ebenso einer, den Sie zum Vergleichen aufbewahren. Schließen Sie die anderen Tabs dieser Website: Sie können noch zeigen, was sie zuvor gezeigt haben.',
      ],
    },
    unknownReceipt: {
      title: 'Diese Bestätigung haben wir nicht gefunden',
      texts: [
        `Prüfen Sie die Nummer. Bestätigungen werden ${format.duration(LIFETIMES.retentionLog)} aufbewahrt.`,
      ],
    },
  },
  receipt: {
    hereErased: (minute) =>
      `Hier: erledigt am ${minute}. Was wir seither bekommen haben, gehört nicht dazu: Soll auch das gelöscht werden, fordern Sie mit dem Formular auf dieser Seite einen neuen Link an.`,
    hereWithdrawn: (minute) =>
      `Hier: erledigt am ${minute}. Wir senden Ihnen nichts mehr und geben nichts mehr weiter. Wenn Sie später wieder einwilligen, ist das eine neue Einwilligung.`,
    keep: (id) =>
      `Bestätigung ${id}. Bewahren Sie die Adresse dieser Seite auf, wenn Sie wieder nachsehen wollen.`,
    withdrawn: 'Ihre Einwilligung ist widerrufen',
    erased: 'Ihre Daten sind gelöscht',
    erasedHere: 'Ihre Daten sind hier gelöscht',
    inHubspot: {
      pending:
        'In unserer Kundendatenbank läuft die Löschung, und wir versuchen es, bis sie gelungen ist. Diese Seite zeigt den Stand.',
      completed:
        'In unserer Kundendatenbank: erledigt. Haben Sie zuvor andere Adressen für dieselbe Auswertung angegeben, sieht jemand nach, was unter einer steht, die jemand anderem gehören kann.',
      dead: 'In unserer Kundendatenbank ließ sich die Löschung nicht automatisch abschließen. Bitte schreiben Sie uns mit der Nummer dieser Bestätigung.',
    },
    nothingFound:
      'In unserer Kundendatenbank haben wir den Eintrag, den wir dort angelegt hatten, nicht mehr gefunden. Jemand muss nachsehen, ob er dort unter einem anderen Namen geführt wird: Bis dahin ist diese Löschung nicht abgeschlossen. Sie können uns mit der Nummer dieser Bestätigung schreiben.',
  },
  withdrawal: {
    pending:
      'In unserer Kundendatenbank wird Ihr Widerruf gerade umgesetzt, und wir versuchen es, bis es gelungen ist.',
    dead: 'In unserer Kundendatenbank konnten wir Ihren Eintrag nicht selbsttätig finden. Jemand muss nach ihm suchen: Bitte schreiben Sie uns mit der Nummer dieser Bestätigung.',
    cancelled:
      'Sie haben seither wieder eingewilligt; deshalb wurde in unserer Kundendatenbank nichts geändert.',
    nothingFound:
      'In unserer Kundendatenbank: Es wurde nichts gefunden, was wir dort über Sie gespeichert hatten.',
    found: 'In unserer Kundendatenbank:',
    items: {
      subscriptions: {
        done: 'E-Mail-Abonnements: alle beendet.',
        not_permitted:
          'E-Mail-Abonnements: nicht geändert, weil uns die Berechtigung fehlt. Schreiben Sie uns, damit es von Hand erledigt wird.',
        unconfirmed:
          'E-Mail-Abonnements: nicht geändert, weil noch niemand gezeigt hat, dass die Adresse Ihnen gehört. Nutzen Sie den Link in einer unserer E-Mails oder das Formular auf dieser Seite.',
      },
      legalBasis: {
        done: 'Ihre Einwilligung als Grund, Ihren Eintrag zu behalten: entfernt.',
        not_permitted:
          'Ihre Einwilligung als Grund, Ihren Eintrag zu behalten: nicht geändert, weil uns die Berechtigung fehlt. Schreiben Sie uns, damit es von Hand erledigt wird.',
        unconfirmed:
          'Ihre Einwilligung als Grund, Ihren Eintrag zu behalten: nicht geändert, weil noch niemand gezeigt hat, dass die Adresse Ihnen gehört.',
      },
      deals: {
        done: 'Die Verkaufschance aus Ihrer Standortbestimmung: geschlossen.',
        noted: 'Die Verkaufschance aus Ihrer Standortbestimmung: mit Ihrem Widerruf gekennzeichnet.',
        left: 'Die Verkaufschance aus Ihrer Standortbestimmung: Unser Vertrieb hat seither daran gearbeitet, und sie bleibt, wie er sie führt.',
        some_left:
          'Die Verkaufschancen aus Ihren Standortbestimmungen: geschlossen bis auf die, an denen unser Vertrieb seither gearbeitet hat; sie bleiben, wie er sie führt.',
      },
      note: {
        done: 'Ein Vermerk für unseren Vertrieb: Sie werden wegen der Standortbestimmung nicht kontaktiert.',
        by_hand: 'Was wir nicht selbsttätig tun konnten: von Hand erledigt.',
        not_permitted:
          'Ein Vermerk für unseren Vertrieb: nicht geschrieben, weil uns die Berechtigung fehlt. Schreiben Sie uns, damit es von Hand erledigt wird.',
      },
    },
  },
} satisfies Messages['privacy']
