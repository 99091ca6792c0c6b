// Abbreviations after which a full stop seldom ends a sentence, lower case, without the last stop.
// Single letters (initials, U.S., z. B., т. е.) need no entry.

const titles =
  'mr mrs ms dr prof st sr jr hon rev gen col lt maj capt sgt cpl rep sen gov pres amb fr msgr'

export const abbreviations: Readonly<Record<string, string>> = {
  en: `${titles} messrs vs no nos vol ch fig pp ed eds cf approx inc ltd co corp dept univ assn bros jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat ave blvd rd mt ft ph.d`,
  tr: 'dr prof doç av sn bkz vb vd yy mah cad sok no tel gen alb yrd öğr gör müh hz',
  kk: 'проф акад т.б т.с.с ж жж обл ауд млн млрд мың',
  ky: 'проф акад ж.б млн млрд миң',
  ru: 'проф акад доц г гг им ул пл пр д кв обл р-н тыс млн млрд руб стр см рис т.е т.д т.п т.к др гр ген полк кап ст янв февр апр авг сент окт нояб дек',
  de: `dr prof nr bzw ca vgl hr fr st ggf evtl inkl usw s.a z.b d.h u.a i.d.r abs art bd hrsg jan feb mär apr jun jul aug sep sept okt nov dez mio mrd tel str`,
  fr: 'm mm mme mlle dr pr prof me st ste cf p.ex art vol chap éd env av janv févr avr juil sept oct nov déc',
  'ug-Latn': 'prof dok n.p',
  'ug-Cyrl': 'проф акад д',
  ug: 'پروف دوك',
  ar: 'أ.د',
  es: 'sr sra srta dr dra prof ud uds art pág núm ee.uu',
}

/** Languages that write ordinals as a number and a stop: `28. Mai`. */
export const dottedOrdinals: readonly string[] =
  'de tr az tk cs sk sl hr sr bs hu fi et lv da nb nn is'.split(' ')
