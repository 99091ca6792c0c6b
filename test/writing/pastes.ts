// What clipboards hold, in the shape that word processors, Google Docs, web pages and PDF readers
// give it; the words are ours.

/** Word: conditional comments, its own classes and styles, lists that are only paragraphs. */
export const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name="Generator" content="Microsoft Word 15"><style>p.MsoNormal{margin:0cm;direction:rtl}</style><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang="EN-US">
<!--StartFragment--><p class="MsoNormal" dir="RTL" style="text-align:right;direction:rtl;unicode-bidi:embed"><b><span lang="UG" style="font-size:14.0pt;font-family:&quot;UKIJ Tuz Tom&quot;;mso-bidi-language:UG">مەكتەپ</span></b><span lang="UG" style="font-size:14.0pt"> دۈشەنبە كۈنى ئېچىلىدۇ.</span><o:p></o:p></p>
<p class="MsoListParagraph" dir="RTL" style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;</span></span><a href="https://school.example/plan?utm_source=mail"><span lang="UG">پىلان</span></a></p>
<p class="MsoNormal"><img width="120" height="80" src="file:///C:/Users/Nurse/AppData/clip_image001.png"></p><!--EndFragment--></body></html>`

/** Google Docs: everything inside one <b> that is not bold, formats as styles on spans. */
export const fromDocs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f2e3d4c"><p dir="rtl" style="line-height:1.38;margin-top:0pt"><span style="font-size:11pt;font-weight:700;color:#000000">مەكتەپ</span><span style="font-size:11pt;font-weight:400"> قىشتىن كېيىن ئېچىلدى. </span><a href="https://www.google.com/url?q=https://school.example/map&amp;sa=D" style="text-decoration:none"><span style="color:#1155cc">خەرىتە</span></a></p><p dir="ltr"><span style="font-weight:400;font-style:italic">Said in English.</span></p></b>`

/** A web page with everything that must not come in. */
export const fromWeb = `<div class="post"><h1 onclick="alert(1)">School opens</h1><script>window.stolen = 1</script><style>p{color:red}</style>
<p style="position:fixed">The school <strong>opens</strong>, says <a href="javascript:alert(1)">the mayor</a> and <a href="https://news.example/x?fbclid=abc#top" onmouseover="alert(2)">the paper</a>.</p>
<img src="https://tracker.example/pixel.gif" width="1" height="1"><img src="https://pictures.example/school.jpg" alt="The school" onerror="window.stolen = 2">
<iframe src="https://video.example/embed/1"></iframe><svg><script>window.stolen = 3</script><text>drawn</text></svg>
<form action="https://evil.example"><input name="q" value="typed"><button>Send</button></form>
<table><tr><th>Day</th><th>Class</th></tr><tr><td>Monday</td><td>Reading</td></tr></table></div>`

/** A PDF reader: plain text, one line per line of paper. */
export const fromPdf = [
  'The mountain school opens again after a winter of repairs, and the chil-',
  'dren of four villages will walk to it from Monday on, said the head-',
  'mistress.',
  '',
  'A second paragraph.',
].join('\n')
