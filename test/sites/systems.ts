// Pages as Drupal 6, 7, 10 and WordPress print them by default, around statements of our own. The
// structure is that of the systems' own templates; everything in it is invented.

/** One article of an old site. */
export interface OldArticle {
  readonly number: number
  readonly lang: string
  readonly headline: string
  readonly paragraphs: readonly string[]
  /** "2020-05-28" and "13:21". */
  readonly date: string
  readonly time: string
  readonly poster: string
  readonly tag: string
  /** File name of a picture in the text, or null. */
  readonly picture: string | null
}

export interface OldSystem {
  /** Path of an article's page on the old site, "/node/12". */
  readonly path: (article: OldArticle) => string
  /** Language the whole site calls itself. */
  readonly siteLang: string
  /** `next` null: the last page of the list. */
  readonly list: (articles: readonly OldArticle[], next: string | null) => string
  readonly article: (article: OldArticle) => string
}

const turkishDays = ['Paz', 'Pzt', 'Sal', 'Çar', 'Per', 'Cum', 'Cmt']

/** "Per, 05/28/2020 - 13:21": Drupal's medium form in a Turkish interface, month first. */
function drupalDateline({ date, time }: OldArticle): string {
  const [year, month, day] = date.split('-')
  const weekday = new Date(`${date}T00:00Z`).getUTCDay()
  return `${turkishDays[weekday]}, ${month}/${day}/${year} - ${time}`
}

const dir = ({ lang }: OldArticle): string => (lang === 'ug' ? ' dir="rtl"' : '')
const text = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const paragraphs = (all: readonly string[]): string =>
  all.map((one) => `<p>${text(one)}</p>`).join('\n')
const beginning = ({ paragraphs: [first = ''] }: OldArticle): string => `<p>${text(first)}</p>`
const figure = ({ picture }: OldArticle, folder: string): string =>
  picture === null
    ? ''
    : `<p><img src="${folder}${picture}" alt="The old mill" width="400" height="300"></p>`

export const drupal6: OldSystem = {
  siteLang: 'tr',
  path: ({ number }) => `/node/${number}`,
  list: (articles, next) =>
    page6(
      'Valley News',
      'front not-logged-in page-node no-sidebars',
      `
    ${articles
      .map(
        (a) => `<div id="node-${a.number}" class="node clear-block"${dir(a)}>
        <h2><a href="../node/${a.number}.html" title="${text(a.headline)}">${text(a.headline)}</a></h2>
        <div class="meta"><span class="submitted">${drupalDateline(a)} -- ${a.poster}</span>
        <div class="terms terms-inline"><ul class="links inline"><li class="taxonomy_term_3"><a href="../taxonomy/term/3.html" rel="tag">${a.tag}</a></li></ul></div></div>
        <div class="content">${beginning(a)}</div>
        <ul class="links inline"><li class="node_read_more"><a href="../node/${a.number}.html">Devamı</a></li></ul></div>`,
      )
      .join('\n')}
    <div class="item-list"><ul class="pager"><li class="pager-current first">1</li>${next === null ? '' : `<li class="pager-next last"><a href="${next}">sonraki ›</a></li>`}</ul></div>`,
    ),
  article: (a) =>
    page6(
      `${a.headline} | Valley News`,
      `not-front not-logged-in page-node node-type-story page-node-${a.number}`,
      `
    <div class="breadcrumb"><a href="/">Ana Sayfa</a></div><h2 class="title">${text(a.headline)}</h2>
    <div id="node-${a.number}" class="node clear-block"${dir(a)}>
    <div class="meta"><span class="submitted">${drupalDateline(a)} -- ${a.poster}</span>
    <div class="terms terms-inline"><ul class="links inline"><li class="taxonomy_term_3"><a href="../taxonomy/term/3.html" rel="tag">${a.tag}</a></li></ul></div></div>
    <div class="content">${figure(a, '../sites/default/files/')}${paragraphs(a.paragraphs)}</div>
    <ul class="links inline"><li><a href="http://d6.example.org/print/${a.number}">Yazdır</a></li></ul></div>
    <div id="comments"><div class="comment"><h3>Yorum</h3><div class="content">A reader’s comment that is no part of it.</div></div></div>`,
    ),
}

function page6(title: string, classes: string, content: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="tr" lang="tr" dir="ltr"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>${text(title)}</title><style type="text/css" media="all">@import "/sites/all/themes/garland/style.css";</style>
<script type="text/javascript" src="/misc/drupal.js"></script></head>
<body class="${classes}"><div id="sidebar-left" class="sidebar"><div class="block"><h2>Menu</h2><ul><li><a href="../node/1.html">Hakkımızda</a></li></ul></div></div>
<div id="center">${content}<div id="footer">Subscribe to News</div></div></body></html>`
}

export const drupal7: OldSystem = {
  siteLang: 'tr',
  path: ({ number }) => `/haber/${number}`,
  list: (articles, next) =>
    page7(
      'Valley News',
      'html front not-logged-in page-node',
      `
    ${articles
      .map(
        (
          a,
        ) => `<div id="node-${a.number}" class="node node-article node-promoted node-teaser clearfix" about="/haber/${a.number}" typeof="sioc:Item foaf:Document"${dir(a)}>
        <h2 property="dc:title" datatype=""><a href="haber/${a.number}.html">${text(a.headline)}</a></h2>
        <div class="meta submitted"><span property="dc:date dc:created" content="${a.date}T${a.time}:00+03:00" datatype="xsd:dateTime" rel="sioc:has_creator">Submitted by <span class="username" xml:lang="" about="/users/x" typeof="sioc:UserAccount">${a.poster}</span> on ${drupalDateline(a)}</span></div>
        <div class="content clearfix"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">${beginning(a)}</div></div></div></div>
        <div class="link-wrapper"><ul class="links inline"><li class="node-readmore first"><a href="haber/${a.number}.html" rel="tag">Read more<span class="element-invisible"> about it</span></a></li></ul></div></div>`,
      )
      .join('\n')}
    <h2 class="element-invisible">Pages</h2><div class="item-list"><ul class="pager"><li class="pager-current first">1</li>${next === null ? '' : `<li class="pager-next"><a title="Go to next page" href="${next}">next ›</a></li>`}</ul></div>`,
    ),
  article: (a) =>
    page7(
      `${a.headline} | Valley News`,
      `html not-front not-logged-in page-node page-node- page-node-${a.number} node-type-article`,
      `
    <h1 class="title" id="page-title">${text(a.headline)}</h1>
    <div id="node-${a.number}" class="node node-article node-promoted node-full clearfix" about="/haber/${a.number}" typeof="sioc:Item foaf:Document"${dir(a)}>
    <span property="dc:title" content="${text(a.headline)}" class="rdf-meta element-hidden"></span>
    <div class="meta submitted"><span property="dc:date dc:created" content="${a.date}T${a.time}:00+03:00" datatype="xsd:dateTime" rel="sioc:has_creator">Submitted by <span class="username" xml:lang="" about="/users/x" typeof="sioc:UserAccount">${a.poster}</span> on ${drupalDateline(a)}</span></div>
    <div class="content clearfix"><div class="field field-name-body field-type-text-with-summary field-label-hidden"><div class="field-items"><div class="field-item even" property="content:encoded">${figure(a, '../sites/default/files/')}${paragraphs(a.paragraphs)}</div></div></div>
    <div class="field field-name-field-tags field-type-taxonomy-term-reference field-label-above"><h3 class="field-label">Tags: </h3><ul class="links"><li class="taxonomy-term-reference-0"><a href="../tags/${encodeURIComponent(a.tag)}" typeof="skos:Concept">${a.tag}</a></li></ul></div></div></div>
    <div id="comments" class="comment-wrapper"><h2 class="title">Comments</h2><div class="comment"><div class="content">A reader’s comment that is no part of it.</div></div></div>`,
      `<link rel="canonical" href="/haber/${a.number}" /><link rel="shortlink" href="/node/${a.number}" />`,
    ),
}

function page7(title: string, classes: string, content: string, head = ''): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML+RDFa 1.0//EN" "http://www.w3.org/MarkUp/DTD/xhtml-rdfa-1.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="tr" version="XHTML+RDFa 1.0" dir="ltr"><head profile="http://www.w3.org/1999/xhtml/vocab">
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><meta name="Generator" content="Drupal 7 (http://drupal.org)" />${head}
<title>${text(title)}</title></head><body class="${classes}"><div id="page"><div id="main">${content}</div>
<div class="region region-sidebar-first"><div class="block block-views"><div class="views-row views-row-1"><span class="views-field views-field-title"><a href="/haber/1">A line of the sidebar</a></span></div></div></div></div></body></html>`
}

export const drupal10: OldSystem = {
  siteLang: 'en',
  path: ({ number, lang }) => `/${lang.toLowerCase()}/node/${number}`,
  list: (articles, next) =>
    page10(
      'Valley News',
      'path-frontpage',
      `<div class="views-element-container"><div class="view view-frontpage"><div class="view-content">
    ${articles
      .map(
        (
          a,
        ) => `<div class="views-row"><article data-history-node-id="${a.number}" role="article" about="/${a.lang.toLowerCase()}/node/${a.number}" class="node node--type-article node--promoted node--view-mode-teaser" lang="${a.lang}"${dir(a)}>
        <header><h2 class="node__title"><a href="/${a.lang.toLowerCase()}/node/${a.number}" rel="bookmark"><span class="field field--name-title field--type-string field--label-hidden">${text(a.headline)}</span></a></h2>
        <div class="node__meta"><span class="node__submitted">By <span class="field field--name-uid"><span lang="" typeof="schema:Person" class="username">${a.poster}</span></span>, <span class="field field--name-created"><time datetime="${a.date}T${a.time}:00+00:00" class="datetime">${drupalDateline(a)}</time></span></span></div></header>
        <div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">${beginning(a)}</div>
        <div class="node__links"><ul class="links inline"><li class="node-readmore"><a href="/${a.lang.toLowerCase()}/node/${a.number}" rel="tag">Read more</a></li></ul></div></div></article></div>`,
      )
      .join('\n')}</div></div></div>
    <nav class="pager" role="navigation"><ul class="pager__items js-pager__items"><li class="pager__item is-active">1</li>${next === null ? '' : `<li class="pager__item pager__item--next"><a href="${next}" rel="next">››</a></li>`}</ul></nav>`,
    ),
  article: (a) =>
    page10(
      `${a.headline} | Valley News`,
      'path-node page-node-type-article',
      `
    <h1 class="title page-title"><span class="field field--name-title field--type-string field--label-hidden">${text(a.headline)}</span></h1>
    <article data-history-node-id="${a.number}" role="article" about="/${a.lang.toLowerCase()}/node/${a.number}" class="node node--type-article node--promoted node--view-mode-full" lang="${a.lang}"${dir(a)}>
    <footer class="node__meta"><div class="node__submitted">Submitted by <span class="field field--name-uid"><span class="username">${a.poster}</span></span> on <span class="field field--name-created"><time datetime="${a.date}T${a.time}:00+00:00" class="datetime">${drupalDateline(a)}</time></span></div></footer>
    <div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">${figure(a, '/sites/default/files/')}${paragraphs(a.paragraphs)}</div>
    <div class="field field--name-field-tags field--type-entity-reference"><div class="field__items"><div class="field__item"><a href="/taxonomy/term/3">${a.tag}</a></div></div></div>
    <section class="field field--name-comment comment-wrapper"><article class="comment"><div class="content">A reader’s comment that is no part of it.</div></article></section></div></article>`,
      `<link rel="canonical" href="https://new.example.org/${a.lang.toLowerCase()}/node/${a.number}" />`,
    ),
}

function page10(title: string, classes: string, content: string, head = ''): string {
  return `<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8" />${head}
<meta name="Generator" content="Drupal 10 (https://www.drupal.org)" /><title>${text(title)}</title></head>
<body class="${classes}"><div class="layout-container"><main role="main">${content}</main><aside class="layout-sidebar-first"><article class="node">A line of the sidebar</article></aside></div></body></html>`
}

export const wordpress: OldSystem = {
  siteLang: 'en-US',
  path: ({ number, date }) => `/${date.slice(0, 4)}/${date.slice(5, 7)}/statement-${number}/`,
  list: (articles, next) =>
    pageWp(
      'Valley News',
      'home blog',
      `
    ${articles
      .map(
        (
          a,
        ) => `<article id="post-${a.number}" class="post-${a.number} post type-post status-publish format-standard hentry category-news"${dir(a)}>
        <header class="entry-header"><h2 class="entry-title"><a href="https://blog.example.org${wordpress.path(a)}" rel="bookmark">${text(a.headline)}</a></h2>
        <div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="${a.date}T${a.time}:00+00:00">${a.date}</time></span> <span class="byline">by <span class="author vcard"><a class="url fn n" href="https://blog.example.org/author/x/">${a.poster}</a></span></span></div></header>
        <div class="entry-summary">${beginning(a).replace('</p>', ' […]</p>')}<a class="more-link" href="https://blog.example.org${wordpress.path(a)}">Continue reading</a></div>
        <footer class="entry-footer"><span class="tags-links"><a href="https://blog.example.org/tag/x/" rel="tag">${a.tag}</a></span></footer></article>`,
      )
      .join('\n')}
    <nav class="navigation posts-navigation">${next === null ? '' : `<div class="nav-previous"><a href="${next}">Older posts</a></div>`}</nav>`,
    ),
  article: (a) =>
    pageWp(
      `${a.headline} – Valley News`,
      `post-template-default single single-post postid-${a.number}`,
      `
    <article id="post-${a.number}" class="post-${a.number} post type-post status-publish hentry"${dir(a)}>
    <header class="entry-header"><h1 class="entry-title">${text(a.headline)}</h1>
    <div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="${a.date}T${a.time}:00+00:00">${a.date}</time></span> <span class="byline">by <span class="author vcard"><a class="url fn n" href="#">${a.poster}</a></span></span></div></header>
    <div class="entry-content">${figure(a, 'https://blog.example.org/wp-content/uploads/')}${paragraphs(a.paragraphs)}
    <div class="sharedaddy"><h3>Share this:</h3><a href="https://social.example/share">Tweet</a></div></div>
    <footer class="entry-footer"><span class="cat-links"><a href="https://blog.example.org/category/news/" rel="category tag">News</a></span><span class="tags-links"><a href="https://blog.example.org/tag/x/" rel="tag">${a.tag}</a></span></footer></article>
    <div id="comments" class="comments-area"><ol><li class="comment">A reader’s comment that is no part of it.</li></ol></div>`,
      `<link rel="canonical" href="https://blog.example.org${wordpress.path(a)}" /><link rel='shortlink' href='https://blog.example.org/?p=${a.number}' />`,
    ),
}

function pageWp(title: string, classes: string, content: string, head = ''): string {
  return `<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8">${head}<meta name="generator" content="WordPress 6.1" />
<title>${text(title)}</title></head><body class="${classes}"><div id="page"><main id="main">${content}</main>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent Posts</h2><ul><li><a href="https://blog.example.org/?p=1">A line of the sidebar</a></li></ul></section></aside></div></body></html>`
}
