// Endings that a language puts behind a name in a sentence, longest first when tried: case, plural, "too".
// By primary language; what stands behind an apostrophe ("Kadeer's", "Kadir'in") needs no list.

/** Letters of endings per language, all scripts of the language together. */
export const nameSuffixes: Readonly<Record<string, readonly string[]>> = {
  ug: list(`
    نىڭكى نىڭ نى غا قا گە كە دا تا دە تە دىن تىن دىكى تىكى غىچە قىچە گىچە كىچە چە لار لەر لارنىڭ لەرنىڭ لارنى لەرنى مۇ چۇ دەك تەك
    ningki ning ni gha qa ge ke da ta de te din tin diki tiki lar ler larning lerning mu chu dek tek
    ниң ни ға қа гә кә да та дә тә дин тин дики тики лар ләр ларниң ләрниң му дәк тәк`),
  kk: list(`
    ның нің дың дің тың тің ны ні ды ді ты ті ға ге қа ке да де та те дан ден тан тен нан нен мен бен пен лар лер дар дер тар тер
    نىڭ دىڭ تىڭ نى دى تى عا گە قا كە دا دە تا تە دان دەن تان تەن مەن`),
  ky: list(`
    нын нин нун нүн дын дин дун дүн тын тин тун түн ны ни ну нү ды ди ду дү ты ти ту тү га ге го гө ка ке ко кө да де до дө та те то тө
    дан ден дон дөн тан тен тон төн`),
  uz: list('ning ni ga ka qa da dan lar нинг ни га ка қа да дан лар'),
  tr: list(
    'nın nin nun nün ın in un ün yı yi yu yü ı i u ü ya ye a e da de ta te dan den tan ten la le',
  ),
  az: list('nın nin nun nün ın in un ün nı ni nu nü ı i u ü ya yə a ə da də dan dən la lə'),
  tt: list('ның нең ны не га гә ка кә да дә та тә дан дән тан тән нан нән'),
  ru: list('а у ом ем е ы и ой ей ую ю я ого ому ым им ым ых ам ами ах ою'),
  uk: list('а у ом ем і и ої ій у ю я ого ому им их ові еві'),
  mn: list('ын ийн ы ий д т аас ээс оос өөс тай тэй той аар ээр оор өөр'),
}

function list(text: string): readonly string[] {
  const suffixes = text.split(/\s+/).filter((suffix) => suffix !== '')
  return [...new Set(suffixes)].sort((a, b) => b.length - a.length)
}
