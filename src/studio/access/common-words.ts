// What the passwords everybody tries are made of: the first words of the published lists of leaked
// passwords, rows of keys, and runs of letters. A password made of nothing else is refused.

export const commonWords: readonly string[] = `
password passwort passw0rd parola sifre sifrem motdepasse contrasena wachtwoord senha haslo parol
letmein welcome willkommen hosgeldiniz admin administrator root user login guest test master access
secret changeme default qwerty qwertyuiop qwertz azerty asdfghjkl asdfgh asdf zxcvbnm zxcvbn yxcvbnm
qazwsx qazwsxedc wsxedc rfvtgb iqazxswz qweasd qweasdzxc abcdefghijklmnopqrstuvwxyz abcdefghij
abcdef abcd abc xyz aaaa monkey dragon shadow sunshine princess football baseball basketball soccer
hockey superman batman spiderman pokemon starwars trustno letmein iloveyou iloveu loveyou love lover
forever friends family mother father sister brother baby angel flower butterfly rainbow chocolate
cookie banana orange apple cherry summer winter spring autumn january february march april may june
july august september october november december monday tuesday wednesday thursday friday saturday
sunday computer internet google facebook twitter samsung iphone android windows linux ubuntu
liverpool chelsea arsenal barcelona galatasaray fenerbahce besiktas ferrari mercedes porsche mustang
harley corvette yamaha killer hunter ranger soldier warrior ninja pirate wizard phoenix tiger lion
wolf eagle falcon cheese pepper ginger cookie whatever nothing something anything hello world
freedom liberty justice peace hope faith jesus christ allah muhammad bismillah insallah masallah
michael jennifer jessica ashley daniel matthew joshua andrew thomas robert william george charlie
maggie bailey buster cooper jordan taylor hannah samantha nicole amanda melissa mehmet ahmet mustafa
istanbul ankara turkiye turkey germany deutschland berlin munich london paris newyork uyghur uygur
uyghuristan turkistan doguturkistan sherqiyturkistan kashgar qeshqer urumchi urumqi xewer xinjiang
news newsroom studio correct horse battery staple the and you is my this that for me we are i a
`
  .trim()
  .split(/\s+/)
  .filter((word) => word.length > 2)
