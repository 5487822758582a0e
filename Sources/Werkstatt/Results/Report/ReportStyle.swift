/// Colours and typefaces of every page the program writes, light and dark. Contrast is AA or better in both.
package let paletteStyle: StaticString = """

    :root {
      --paper: #faf8f4; --sheet: #ffffff; --ink: #20272b; --soft: #566067; --line: #dcd7cc; --accent: #0b5f6e; --wash: #e4f0f1;
      --shade1: #e9f3f4; --shade2: #cfe5e8; --shade3: #a9d0d5; --shade4: #7fb9c1; --bar: #3b464c; --dot: #0b5f6e; --ground: #d4e8ea;
      --alarm: #9a2a12; --serif: "Iowan Old Style", Charter, "Bitstream Charter", "Palatino Linotype", Palatino, Georgia, "DejaVu Serif", serif;
      --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
      color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #14191b; --sheet: #1c2326; --ink: #e8e6e1; --soft: #a9b3b7; --line: #384247; --accent: #86cdd6; --wash: #20363a;
        --shade1: #1d3236; --shade2: #20444a; --shade3: #24585f; --shade4: #2a6d76; --bar: #b8c2c6; --dot: #86cdd6; --ground: #22444a;
        --alarm: #ff9d85;
      }
    }

    """

/// The style of the report: system fonts, one accent colour, light and dark, screen and A4. Contrast is AA or better
/// in both; nothing is told by colour alone.
let reportStyle: StaticString = """

    * { box-sizing: border-box; }
    html { scroll-behavior: smooth; }
    @media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 var(--sans); overflow-wrap: break-word; hyphens: manual; }
    a { color: var(--accent); text-underline-offset: .15em; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
    main:focus-visible { outline: none; }
    .skip { position: absolute; left: -99rem; top: 0; padding: .6rem 1rem; background: var(--accent); color: var(--sheet); z-index: 2; }
    .skip:focus { left: 0; }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .top, .bottom, .sheet { max-width: 76rem; margin: 0 auto; padding: 0 clamp(1rem, 4vw, 2.5rem); }
    .top { padding-top: 3rem; padding-bottom: 1.5rem; }
    .kicker { margin: 0; color: var(--accent); font-weight: 600; letter-spacing: .02em; }
    h1, h2, h3, h4 { font-family: var(--serif); font-weight: 600; line-height: 1.2; text-wrap: balance; }
    h1 { font-size: clamp(1.9rem, 5vw, 3rem); margin: .3rem 0 1rem; letter-spacing: -.01em; max-width: 28ch; }
    h2 { font-size: 1.75rem; margin: 0 0 1rem; padding-top: 1rem; border-top: 3px solid var(--accent); }
    h3 { font-size: 1.3rem; margin: 2.2rem 0 .8rem; }
    h4 { font-size: 1.13rem; margin: 0 0 .35rem; }
    h5 { font-size: .95rem; margin: 0 0 .6rem; font-weight: 600; }
    .lead { font-size: 1.15rem; margin: 0; color: var(--soft); }
    .workshops { list-style: none; margin: 0; padding: 0; display: grid; gap: .3rem; color: var(--soft); }
    .tag { display: inline-block; min-width: 2.2em; padding: 0 .4em; border: 1px solid var(--line); border-radius: .3em; font-size: .85em; text-align: center; color: var(--ink); }
    nav ol { list-style: none; margin: 0 0 2rem; padding: .8rem 0; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
    nav a { text-decoration: none; display: inline-block; padding: .15rem 0; }
    nav a:hover { text-decoration: underline; }
    main > section { margin-bottom: 4rem; scroll-margin-top: 1rem; }
    @media (min-width: 68rem) {
      .sheet { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 2.5rem; align-items: start; }
      nav { position: sticky; top: 1.5rem; }
      nav ol { display: grid; gap: .35rem; border: 0; padding: 0; }
    }
    .prose { max-width: 44rem; margin: 0 0 1rem; }
    ul.prose { padding-left: 1.2rem; } ul.prose li { margin-bottom: .4rem; }
    #ueberblick .prose { font-size: 1.1rem; }
    .hint, .meta, small { color: var(--soft); font-size: .88rem; }
    .hint { max-width: 44rem; margin: .6rem 0; }
    .meta { margin: 0 0 .9rem; }
    small { display: block; font-weight: 400; }
    .note { border-left: 3px solid var(--accent); padding-left: .9rem; }
    .alarm { border-left: 3px solid var(--alarm); padding-left: .9rem; color: var(--alarm); font-weight: 600; }
    .count { font: 400 .9rem var(--sans); color: var(--soft); margin-left: .4rem; }
    .figures { list-style: none; padding: 0; margin: 1.6rem 0 1rem; display: grid; grid-template-columns: repeat(2, 1fr); gap: .7rem; }
    @media (min-width: 34rem) { .figures { grid-template-columns: repeat(3, 1fr); } }
    @media (min-width: 60rem) { .figures { grid-template-columns: repeat(6, 1fr); } }
    .figures a { display: block; height: 100%; padding: .7rem .8rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; text-decoration: none; color: inherit; }
    .figures a:hover { border-color: var(--accent); }
    .figures strong { display: block; font: 600 1.9rem/1.1 var(--serif); color: var(--accent); font-variant-numeric: tabular-nums; }
    .figures span { display: block; font-size: .86rem; line-height: 1.35; color: var(--soft); }
    .scroll { position: relative; overflow-x: auto; max-width: 100%; margin-bottom: .9rem; }
    table { border-collapse: collapse; min-width: min(100%, 26rem); font-size: .92rem; font-variant-numeric: tabular-nums; background: var(--sheet); }
    caption { text-align: left; font-size: .88rem; color: var(--soft); padding: .3rem 0 .5rem; caption-side: top; background: var(--paper); }
    th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
    thead th { border-bottom: 2px solid var(--line); font-weight: 600; vertical-align: bottom; }
    tbody th { font-weight: 400; }
    .n { text-align: right; }
    .none { color: var(--soft); }
    .sum > * { border-top: 2px solid var(--line); font-weight: 600; }
    td .plain { margin: 0; }
    .matrix { width: 100%; font-size: .85rem; }
    .matrix th, .matrix td { padding: .28rem .4rem; }
    .matrix tbody { border-top: 2px solid var(--line); }
    .matrix .field { font-weight: 600; width: 9rem; border-right: 1px solid var(--line); }
    .matrix .phase { white-space: nowrap; }
    .matrix td.n { min-width: 2.4rem; }
    .matrix thead small { font-size: .7rem; overflow-wrap: normal; }
    .shade1 { background: var(--shade1); } .shade2 { background: var(--shade2); } .shade3 { background: var(--shade3); } .shade4 { background: var(--shade4); font-weight: 600; }
    details { margin: .4rem 0; }
    summary { cursor: pointer; color: var(--accent); padding: .2rem 0; font-size: .95rem; }
    summary:hover { text-decoration: underline; }
    details > .card, details > .plain, details > .questions { margin-left: 1.1rem; }
    .chart { margin: 1.5rem 0; max-width: 46rem; }
    .chart svg { display: block; width: 100%; min-width: 30rem; height: auto; font: 13.5px var(--sans); }
    .map { max-width: none; } .chart.map svg { min-width: 46rem; } svg .dot { fill: var(--ground); stroke: var(--accent); stroke-width: 1; }
    .chart:not(.map) figcaption > p { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    svg .name { fill: var(--ink); } svg .none { fill: var(--soft); }
    svg .bar-k { color: var(--bar); } svg .bar-r { color: var(--accent); }
    svg .bar-p { stroke: var(--accent); stroke-width: 1; } svg .bar-u { stroke: var(--soft); stroke-width: 1; }
    svg .p-ground { fill: var(--ground); } svg .p-dot { fill: var(--dot); opacity: .45; } svg .u-line { stroke: var(--soft); stroke-width: 1; }
    svg .in-k, svg .in-r { fill: var(--sheet); font-weight: 600; font-size: 12px; }
    svg .in-p, svg .in-u { fill: var(--ink); font-weight: 600; font-size: 12px; paint-order: stroke; stroke: var(--ground); stroke-width: 4px; }
    svg .in-u { stroke: var(--paper); }
    .badge { display: inline-block; width: 1.55em; height: 1.55em; border-radius: 50%; font: 600 .78rem/1.5em var(--sans); text-align: center; border: 1.5px solid var(--accent); margin-right: .25em; }
    .badge.k { background: var(--bar); border-color: var(--bar); color: var(--sheet); }
    .badge.p { background: var(--ground); color: var(--ink); }
    .badge.r { background: var(--accent); color: var(--sheet); }
    .badge.u { border-style: dashed; color: var(--ink); }
    .thread, .suggestion { background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; padding: 1.2rem clamp(.9rem, 2.5vw, 1.5rem); margin: 0 0 1.2rem; scroll-margin-top: 1rem; }
    :target { outline: 2px solid var(--accent); outline-offset: 3px; }
    main > section:target { outline: none; }
    .lanes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: 1rem 1.6rem; }
    .lane { min-width: 0; border-top: 1px solid var(--line); padding-top: .7rem; }
    .idea { margin: .9rem 0 .3rem; font-weight: 600; font-size: .92rem; }
    .card { margin: 0 0 .7rem; padding: .1rem 0 .1rem .8rem; border-left: 3px solid var(--shade3); }
    .card p { margin: 0; font-family: var(--serif); white-space: pre-line; }
    .card p::before { content: "„"; } .card p::after { content: "“"; }
    .card footer { font-size: .8rem; color: var(--soft); }
    .other { margin: 1rem 0 .4rem; padding: .7rem 1rem .2rem; background: var(--wash); border-radius: .4rem; }
    .other p { margin: 0 0 .5rem; }
    .leads { margin: .8rem 0 0; }
    .kind { display: inline-block; font: 600 .78rem/1.6 var(--sans); padding: 0 .6em; border-radius: 1em; border: 1.5px solid var(--accent); color: var(--accent); vertical-align: .1em; white-space: nowrap; }
    .kind.neu { background: var(--accent); color: var(--sheet); }
    .kind.ueberarbeitet { border-style: dashed; }
    .reasons { margin: 0 0 .6rem; padding-left: 1.2rem; }
    .plain { list-style: none; padding: 0; margin: .4rem 0; } .plain li { margin: .25rem 0; }
    .draft { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: .35rem 1.2rem; margin: .6rem 0 1rem; font-size: .95rem; }
    .draft dt { font-weight: 600; grid-column: 1; } .draft dd { margin: 0; grid-column: 2; }
    .draft dd small { display: inline; } .line { display: block; }
    @media (max-width: 34rem) { .draft { display: block; } .draft dt { margin-top: .5rem; } }
    .questions { list-style: "☐  "; padding-left: 1.4rem; margin: .3rem 0; }
    .sign { font: .75em ui-monospace, "DejaVu Sans Mono", monospace; border: 1px solid var(--soft); border-radius: .25em; padding: 0 .25em; margin: 0 .15em; color: var(--soft); }
    .bottom { padding-top: 1rem; padding-bottom: 3rem; color: var(--soft); font-size: .85rem; }
    .bottom p { border-top: 1px solid var(--line); padding-top: 1rem; }
    @page { size: A4; margin: 16mm 15mm; }
    @media print {
      :root {
        --paper: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #bbb; --accent: #0b5f6e; --wash: #f2f2f2;
        --shade1: #eef5f6; --shade2: #d9ebed; --shade3: #b9d9dd; --shade4: #98c8ce; --bar: #3b464c; --dot: #0b5f6e; --ground: #dcecee; --alarm: #9a2a12;
        color-scheme: light;
      }
      html { font-size: 9pt; }
      body { line-height: 1.42; }
      .skip, nav { display: none; }
      .top, .bottom, .sheet { max-width: none; padding-left: 0; padding-right: 0; display: block; }
      .top { padding-top: 0; }
      h1 { font-size: 24pt; } h2 { font-size: 16pt; break-after: avoid; } h3 { font-size: 12.5pt; } h4 { font-size: 11pt; } #ueberblick .prose { font-size: 10.5pt; }
      h3, h4, h5, caption, summary, .meta, .idea { break-after: avoid; }
      main > section { margin-bottom: 1.5rem; }
      #matrix, #straenge, #vorschlaege, #massnahmen { break-before: page; }
      .card, tr, li, .figures a, .other { break-inside: avoid; }
      .thread, .suggestion { padding: .7rem .9rem; border-radius: 0; break-inside: auto; }
      .scroll { overflow: visible; }
      .chart { break-inside: avoid; } .chart svg, .chart.map svg { min-width: 0; max-width: 150mm; } .chart.map svg { max-width: none; }
      .chart details, .working { display: none; }
      .lanes { grid-template-columns: repeat(auto-fit, minmax(45mm, 1fr)); }
      details::details-content { content-visibility: visible; block-size: auto; display: block; }
      summary { list-style: none; color: inherit; font-weight: 600; } summary::-webkit-details-marker { display: none; }
      th, td { padding: 2pt 4pt; } table { font-size: .9rem; } thead { display: table-header-group; }
      a { color: inherit; text-decoration: none; }
      .shade1, .shade2, .shade3, .shade4, .badge, .kind, svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }

    """
