// What the check page says, in the languages it has inside. `{name}` is filled in; values stand
// isolated, since paths and times run left to right in every language.

export const words = {
  en: {
    title: 'Check a copy',
    intro: 'This page checks files of {origin} on this device. It sends nothing and asks nobody.',
    warning:
      'Use a copy of this page from someone you trust, never one that came with the copy you doubt.',
    language: 'Language',
    file: 'A forwarded file',
    folder: 'A folder with a copy of the site',
    drop: 'Or drop a file or a folder here.',
    paste: 'Or paste the source text of a forwarded file',
    check: 'Check',
    keys: 'Keys inside this page',
    busy: 'Checking: {done} of {of}',
    fileGood: 'Byte for byte what {origin} published in edition {edition} of {time}, at {path}.',
    fileLimit:
      'Pictures outside the file are not covered. A later edition may have corrected or withdrawn it.',
    fileAltered: 'Not what was published: the file was changed, or it carries no whole proof.',
    treeGood:
      'All {files} files are as {origin} published them. Newest edition: {edition} of {time}.',
    treeNext: 'The next edition was promised by {time}.',
    treeAltered: 'This copy is not whole.',
    stale: 'This copy is old: a newer edition should have appeared by now.',
    fork: 'Two histories were signed. Keep this copy: it is evidence.',
    unknownKey: 'Signed by keys that are not inside this page, or that were revoked.',
    noTree: 'No copy of the site was found here.',
    tell: 'Do not trust it. Keep it, note where it came from, and tell the newsroom.',
    altered: 'changed',
    missing: 'missing',
    extra: 'not published, or removed',
    swapped: 'swapped with another',
    'rolled-back': 'an older version',
    'unknown-key': 'wrong key',
    more: 'and {count} more',
    script:
      'This page needs JavaScript. Without it, check with the programs that the newsroom’s page “How to check” names.',
  },
  tr: {
    title: 'Bir kopyayı doğrula',
    intro:
      'Bu sayfa {origin} dosyalarını bu cihazda doğrular. Hiçbir şey göndermez, kimseye sormaz.',
    warning:
      'Bu sayfanın güvendiğiniz birinden gelen bir kopyasını kullanın; şüphelendiğiniz kopyayla gelenini asla kullanmayın.',
    language: 'Dil',
    file: 'İletilmiş bir dosya',
    folder: 'Sitenin kopyasını içeren bir klasör',
    drop: 'Ya da buraya bir dosya veya klasör bırakın.',
    paste: 'Ya da iletilmiş bir dosyanın kaynak metnini yapıştırın',
    check: 'Doğrula',
    keys: 'Bu sayfanın içindeki anahtarlar',
    busy: 'Doğrulanıyor: {done} / {of}',
    fileGood:
      '{origin} tarafından {time} tarihli {edition}. sayıda {path} adresinde yayımlananın harfi harfine aynısı.',
    fileLimit:
      'Dosyanın dışındaki resimler kapsanmaz. Sonraki bir sayı metni düzeltmiş ya da geri çekmiş olabilir.',
    fileAltered: 'Yayımlanan bu değil: dosya değiştirilmiş ya da kanıtı tam değil.',
    treeGood:
      '{files} dosyanın hepsi {origin} tarafından yayımlandığı gibi. En yeni sayı: {edition}, {time}.',
    treeNext: 'Bir sonraki sayı için söz verilen son an: {time}.',
    treeAltered: 'Bu kopya tam değil.',
    stale: 'Bu kopya eski: şimdiye kadar yeni bir sayı çıkmış olmalıydı.',
    fork: 'İki ayrı geçmiş imzalanmış. Bu kopyayı saklayın: bir kanıttır.',
    unknownKey: 'Bu sayfada bulunmayan ya da iptal edilmiş anahtarlarla imzalanmış.',
    noTree: 'Burada sitenin bir kopyası bulunamadı.',
    tell: 'Ona güvenmeyin. Saklayın, nereden geldiğini not edin ve yayın ekibine bildirin.',
    altered: 'değiştirilmiş',
    missing: 'eksik',
    extra: 'yayımlanmamış ya da kaldırılmış',
    swapped: 'başka bir dosyayla değiştirilmiş',
    'rolled-back': 'eski bir hâli',
    'unknown-key': 'yanlış anahtar',
    more: 've {count} tane daha',
    script:
      'Bu sayfa JavaScript ister. O olmadan, yayın ekibinin “Nasıl doğrulanır” sayfasında adı geçen programlarla doğrulayın.',
  },
  ug: {
    title: 'نۇسخىنى دەلىللەش',
    intro:
      'بۇ بەت {origin} نىڭ ھۆججەتلىرىنى مۇشۇ ئۈسكۈنىدە دەلىللەيدۇ. ئۇ ھېچنېمە يوللىمايدۇ ۋە ھېچكىمدىن سورىمايدۇ.',
    warning:
      'بۇ بەتنىڭ سىز ئىشىنىدىغان كىشىدىن كەلگەن نۇسخىسىنى ئىشلىتىڭ، گۇمانلىق نۇسخا بىلەن كەلگىنىنى ھەرگىز ئىشلەتمەڭ.',
    language: 'تىل',
    file: 'ئەۋەتىلگەن ھۆججەت',
    folder: 'تور بېكەتنىڭ نۇسخىسى بار قىسقۇچ',
    drop: 'ياكى ھۆججەت ياكى قىسقۇچنى بۇ يەرگە تاشلاڭ.',
    paste: 'ياكى ئەۋەتىلگەن ھۆججەتنىڭ مەنبە تېكىستىنى چاپلاڭ',
    check: 'دەلىللە',
    keys: 'بۇ بەتنىڭ ئىچىدىكى ئاچقۇچلار',
    busy: 'دەلىللىنىۋاتىدۇ: {of} نىڭ {done} ى',
    fileGood:
      'بۇ {origin} نىڭ {time} دىكى {edition} سانىدا {path} دا ئېلان قىلغىنى بىلەن پۈتۈنلەي ئوخشاش.',
    fileLimit:
      'ھۆججەتنىڭ سىرتىدىكى رەسىملەر بۇنىڭغا كىرمەيدۇ. كېيىنكى بىر سان ئۇنى تۈزەتكەن ياكى قايتۇرۇۋالغان بولۇشى مۇمكىن.',
    fileAltered: 'بۇ ئېلان قىلىنغىنى ئەمەس: ھۆججەت ئۆزگەرتىلگەن ياكى ئىسپاتى تولۇق ئەمەس.',
    treeGood:
      '{files} ھۆججەتنىڭ ھەممىسى {origin} ئېلان قىلغىنىدەك. ئەڭ يېڭى سان: {edition}، {time}.',
    treeNext: 'كېيىنكى سان ۋەدە قىلىنغان ئاخىرقى ۋاقىت: {time}.',
    treeAltered: 'بۇ نۇسخا تولۇق ئەمەس.',
    stale: 'بۇ نۇسخا كونا: ھازىرغىچە يېڭى بىر سان چىقىشى كېرەك ئىدى.',
    fork: 'ئىككى خىل تارىخ ئىمزالانغان. بۇ نۇسخىنى ساقلاڭ: ئۇ پاكىت.',
    unknownKey: 'بۇ بەتتە يوق ياكى بىكار قىلىنغان ئاچقۇچ بىلەن ئىمزالانغان.',
    noTree: 'بۇ يەردىن تور بېكەتنىڭ نۇسخىسى تېپىلمىدى.',
    tell: 'ئۇنىڭغا ئىشەنمەڭ. ئۇنى ساقلاڭ، قەيەردىن كەلگەنلىكىنى خاتىرىلەڭ ۋە تەھرىر بۆلۈمىگە خەۋەر قىلىڭ.',
    altered: 'ئۆزگەرتىلگەن',
    missing: 'كەم',
    extra: 'ئېلان قىلىنمىغان ياكى چىقىرىۋېتىلگەن',
    swapped: 'باشقا ھۆججەت بىلەن ئالماشتۇرۇلغان',
    'rolled-back': 'كونا نۇسخىسى',
    'unknown-key': 'خاتا ئاچقۇچ',
    more: 'يەنە {count}',
    script:
      'بۇ بەتكە JavaScript كېرەك. ئۇ بولمىسا، تەھرىر بۆلۈمىنىڭ «قانداق دەلىللەش كېرەك» بېتىدىكى پروگراممىلار بىلەن دەلىللەڭ.',
  },
} as const
