/// The look of the pages, on the colours of the report: quiet, wide enough for three lanes of quotes, usable at 200 %
/// and on a narrow screen. Nothing is told by colour alone.
let siteStyle: StaticString = """

    * { box-sizing: border-box; }
    html { scroll-padding: 5rem 0 6rem; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--sans); overflow-wrap: anywhere; }
    a { color: var(--accent); text-underline-offset: .15em; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    main:focus-visible, h1:focus-visible { outline: none; }
    .skip { position: absolute; left: -99rem; top: 0; padding: .6rem 1rem; background: var(--accent); color: var(--sheet); z-index: 5; }
    .skip:focus { left: 0; }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .bar { background: var(--sheet); border-bottom: 1px solid var(--line); }
    .bar-inside, main { max-width: 84rem; margin: 0 auto; padding: 0 clamp(.9rem, 3vw, 2rem); }
    .bar-inside { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.8rem; padding-top: .55rem; padding-bottom: .55rem; }
    .brand { margin: 0; line-height: 1.2; } .brand strong { font: 600 1.15rem var(--serif); color: var(--accent); display: block; }
    .pack { font-size: .78rem; color: var(--soft); }
    .progress { flex: 1 1 12rem; min-width: 10rem; max-width: 24rem; font-size: .82rem; color: var(--soft); }
    .progress label { display: block; font-variant-numeric: tabular-nums; }
    progress { width: 100%; height: .5rem; appearance: none; border: 0; border-radius: 1rem; background: var(--line); overflow: hidden; display: block; }
    progress::-webkit-progress-bar { background: var(--line); } progress::-webkit-progress-value { background: var(--accent); }
    progress::-moz-progress-bar { background: var(--accent); }
    .bar nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
    .bar nav a { text-decoration: none; padding: .3rem 0; display: inline-block; border-bottom: 2px solid transparent; }
    .bar nav a[aria-current] { border-color: var(--accent); font-weight: 600; }
    .bar nav a:hover { text-decoration: underline; }
    .person { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-left: auto; }
    .person form { display: flex; align-items: center; gap: .5rem; } .person .name { color: var(--soft); font-size: .88rem; }
    main { padding-top: 1.1rem; padding-bottom: 4rem; }
    h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.25; text-wrap: balance; }
    h1 { hyphens: auto; font-size: clamp(1.5rem, 3vw, 2.05rem); margin: .3rem 0 .5rem; }
    h2 { font-size: 1.25rem; margin: 0 0 .8rem; } h3 { font-size: 1.05rem; margin: 0 0 .6rem; }
    section { margin: 2.2rem 0 0; }
    .hint, .meta, small, .note { color: var(--soft); font-size: .88rem; }
    .meta { margin: .1rem 0; } .hint { margin: .5rem 0; max-width: 60rem; }
    .prose { max-width: 46rem; }
    .message { margin: 0 0 1rem; padding: .6rem .9rem; background: var(--wash); border-left: 4px solid var(--accent); border-radius: .3rem; }
    .message.error, .fault { border-left: 4px solid var(--alarm); }
    .fault { background: var(--sheet); border: 1px solid var(--line); border-left: 4px solid var(--alarm); border-radius: .5rem; padding: .6rem 1.4rem 1.2rem; max-width: 52rem; }
    kbd { font: 600 .72rem/1 ui-monospace, "DejaVu Sans Mono", monospace; border: 1px solid currentColor; border-radius: .25rem; padding: .1rem .32rem; opacity: .85; }
    button { font: 600 .93rem/1.3 var(--sans); padding: .48rem .85rem; border-radius: .4rem; border: 1.5px solid var(--accent); background: var(--sheet); color: var(--accent); cursor: pointer; min-height: 2.4rem; }
    button.main { background: var(--accent); color: var(--sheet); }
    button:hover { box-shadow: 0 0 0 2px var(--shade3); }
    button.link { border: 0; background: none; text-decoration: underline; padding: .2rem .3rem; font-weight: 400; min-height: 1.6rem; }
    .person button { padding: .28rem .6rem; font-size: .83rem; min-height: 1.9rem; font-weight: 500; }
    input[type=text], input[type=search], input[type=password], select, textarea { font: inherit; color: inherit; background: var(--sheet); border: 1px solid var(--soft); border-radius: .35rem; padding: .4rem .55rem; width: 100%; min-height: 2.4rem; }
    input[type=checkbox], input[type=radio] { width: 1.15rem; height: 1.15rem; accent-color: var(--accent); flex: none; margin: .2rem 0 0; }
    label > span:first-child { display: block; font-size: .82rem; color: var(--soft); margin-bottom: .15rem; }
    label.check { display: flex; gap: .55rem; align-items: flex-start; padding: .22rem 0; cursor: pointer; }
    label.check > span { font-size: .95rem; color: var(--ink); margin: 0; }
    label.wide { display: block; margin: .6rem 0; }
    fieldset { border: 1px solid var(--line); border-radius: .4rem; padding: .4rem .9rem .6rem; margin: .5rem 0; min-width: 0; } legend { font-size: .85rem; color: var(--soft); padding: 0 .3rem; }
    .chips { list-style: none; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; gap: .45rem; }
    .chip { display: inline-block; padding: .22rem .75rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--sheet); color: var(--ink); text-decoration: none; font-size: .88rem; font-variant-numeric: tabular-nums; }
    .chip:hover { border-color: var(--accent); } .chip[aria-current] { background: var(--accent); color: var(--sheet); border-color: var(--accent); }
    .chip.again { border-color: var(--alarm); }
    .filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .6rem .8rem; align-items: end; background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; padding: .8rem 1rem; }
    .filters .buttons { display: flex; gap: .9rem; align-items: center; flex-wrap: wrap; }
    .queue { list-style: none; margin: 0; padding: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; }
    .row { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .2rem .9rem; padding: .65rem 1rem; border-bottom: 1px solid var(--line); align-items: start; }
    .row:last-child { border-bottom: 0; } .row:focus-within { background: var(--wash); } .row:first-child { border-radius: .6rem .6rem 0 0; }
    .title { font-family: var(--serif); font-size: 1.06rem; font-weight: 600; text-decoration: none; } .title:hover { text-decoration: underline; }
    .change { margin: .15rem 0 0; font-size: .85rem; border-left: 3px solid var(--alarm); padding-left: .6rem; }
    .marks { display: flex; gap: .45rem; flex-wrap: wrap; margin: 0; align-items: center; }
    .kind, .status { display: inline-block; font: 600 .76rem/1.6 var(--sans); padding: 0 .65em; border-radius: 1em; border: 1.5px solid var(--accent); color: var(--accent); white-space: nowrap; }
    .kind.neu { background: var(--accent); color: var(--sheet); } .kind.ueberarbeitet { border-style: dashed; }
    .status { border: 1px solid var(--line); color: var(--ink); font-weight: 500; background: var(--sheet); }
    .status.again, .status.differs { border-color: var(--alarm); color: var(--alarm); font-weight: 600; }
    .status.accepted, .status.merged { background: var(--shade2); border-color: var(--shade4); }
    .bulk { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: .5rem .7rem; align-items: flex-start; background: var(--paper); border-top: 2px solid var(--accent); padding: .6rem 0; margin-top: .8rem; }
    .bulk p { margin: 0; align-self: center; }
    .paging, .way { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; margin: .2rem 0 .9rem; font-size: .92rem; color: var(--soft); } .paging { margin-top: 1.2rem; }
    .head { margin-bottom: .8rem; }
    .recheck { border: 1px solid var(--alarm); border-left-width: 5px; border-radius: .5rem; background: var(--sheet); padding: .9rem 1.2rem; margin: 1rem 0; }
    .votes { list-style: none; padding: .6rem 1rem; margin: .8rem 0; background: var(--wash); border-radius: .4rem; } .votes li { margin: .15rem 0; }
    .actions { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .5rem; align-items: flex-start; background: var(--paper); padding: .55rem 0; border-bottom: 1px solid var(--line); }
    .actions > form { display: flex; gap: .5rem; flex-wrap: wrap; }
    .panel > summary { list-style: none; cursor: pointer; font: 600 .93rem/1.3 var(--sans); padding: .48rem .85rem; border-radius: .4rem; border: 1.5px solid var(--line); background: var(--sheet); color: var(--ink); min-height: 2.4rem; display: inline-flex; gap: .45rem; align-items: center; }
    .panel > summary::-webkit-details-marker { display: none; } .panel > summary:hover { border-color: var(--accent); }
    .panel[open] > summary { border-color: var(--accent); color: var(--accent); }
    .panel > .inside { background: var(--sheet); border: 1.5px solid var(--accent); border-radius: .5rem; padding: .7rem 1.1rem 1rem; margin-top: .4rem; max-width: 52rem; max-height: min(70vh, 44rem); overflow: auto; }
    .actions .panel > .inside, .bulk .panel > .inside { position: absolute; left: 0; z-index: 3; width: min(52rem, 100%); box-shadow: 0 .6rem 1.6rem rgb(0 0 0 / .22); }
    .actions .panel > .inside { top: calc(100% - .3rem); } .bulk .panel > .inside { bottom: calc(100% - .3rem); max-height: 60vh; }
    .panels { display: grid; gap: .5rem; } .danger > summary { color: var(--alarm); }
    .lanes { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1.2rem 1.8rem; }
    .lane { min-width: 0; margin: 0; border-top: 3px solid var(--line); padding-top: .6rem; }
    .badge { display: inline-block; width: 1.6em; height: 1.6em; border-radius: 50%; font: 600 .78rem/1.55em var(--sans); text-align: center; border: 1.5px solid var(--accent); background: var(--sheet); }
    .badge.kritik { background: var(--bar); border-color: var(--bar); color: var(--sheet); } .badge.phantasie { background: var(--ground); color: var(--ink); }
    .badge.realisierung { background: var(--accent); color: var(--sheet); } .badge.ohne { border-style: dashed; }
    .count { font: 400 .85rem var(--sans); color: var(--soft); }
    .card { margin: 0 0 .7rem; padding: .55rem .9rem .6rem; background: var(--sheet); border: 1px solid var(--line); border-left: 3px solid var(--shade4); border-radius: .35rem; }
    .card p { margin: 0 0 .25rem; font-family: var(--serif); white-space: pre-line; } .card footer { font-size: .8rem; color: var(--soft); }
    .card.double { border-style: dashed; } .card.whole { white-space: pre-wrap; font-family: var(--serif); max-width: 60rem; max-height: 40rem; overflow: auto; padding: 1rem 1.2rem; }
    mark { background: var(--shade2); color: inherit; border-radius: .15em; padding: 0 .08em; }
    ins { text-decoration: underline; text-decoration-thickness: 2px; text-decoration-color: var(--accent); text-underline-offset: .2em; }
    .masked { border: 1.5px solid var(--alarm); border-radius: .2em; padding: 0 .1em; }
    .sign { font: .75em ui-monospace, "DejaVu Sans Mono", monospace; border: 1px solid var(--soft); border-radius: .25em; padding: 0 .25em; margin: 0 .15em; color: var(--soft); }
    .measure { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; margin-bottom: .5rem; }
    .measure > summary { cursor: pointer; font-weight: 600; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; background: var(--sheet); } caption { text-align: left; color: var(--soft); font-size: .85rem; padding: .4rem 0; }
    th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-bottom: 1px solid var(--line); } thead th { border-bottom: 2px solid var(--line); }
    tbody th { font-weight: 600; white-space: nowrap; } td p { margin: 0 0 .25rem; } td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
    .measure td { width: 44%; } .keys { max-width: 44rem; } .keys th { font-weight: 400; }
    .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 0 2.5rem; }
    .draft, .facts { display: grid; grid-template-columns: minmax(7rem, 11rem) minmax(0, 1fr); gap: .35rem 1.1rem; margin: .4rem 0; } .draft dt, .facts dt { font-weight: 600; font-size: .92rem; } .draft dd, .facts dd { margin: 0; } .draft bdi, .facts bdi { white-space: pre-line; }
    .draft dd p { margin: 0 0 .2rem; } .unsaid { color: var(--soft); font-style: italic; }
    .questions { list-style: "☐  "; padding-left: 1.5rem; } details > summary { cursor: pointer; } .bare { list-style: none; padding: 0; } .bare form { display: flex; gap: .8rem; align-items: center; flex-wrap: wrap; margin: .3rem 0; }
    .inline { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; align-items: end; max-width: 48rem; } .inline label.wide { margin: 0; }
    .queue + button { margin-top: .8rem; } .difference { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1.2rem; margin: 0 0 .8rem; }
    .signin { max-width: 26rem; margin: 3rem auto; background: var(--sheet); border: 1px solid var(--line); border-radius: .7rem; padding: 1.2rem 1.8rem 1.8rem; }
    .empty { background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; padding: 2rem; text-align: center; color: var(--soft); }
    dialog { border: 1px solid var(--line); border-radius: .7rem; background: var(--sheet); color: var(--ink); padding: 1.2rem 1.8rem; max-width: 44rem; max-height: 90vh; overflow: auto; } dialog::backdrop { background: rgb(0 0 0 / .45); }
    @media (max-width: 40rem) { .row { grid-template-columns: auto minmax(0, 1fr); } .row .marks { grid-column: 2; } .actions, .bulk { position: relative; } .person { margin-left: 0; } .draft, .facts { display: block; } .draft dt, .facts dt { margin-top: .5rem; } tbody th { white-space: normal; } }
    @media (max-height: 34rem) { .actions, .bulk { position: relative; } }
    @media print { .bar, .actions, .bulk, .filters, .way { display: none; } }

    """
