"""The terms of the suggested objectives: what limits them, and what is still missing."""

from recovery.messages.wording import Catalogue, Wording

TERMS: Catalogue = {
    "because.mtd.both": Wording(
        "The harm becomes unacceptable after {mtd:duration}: the earlier of the {stated:duration} stated and the "
        "{horizon:duration} at which an impact is rated intolerable.",
        "El daño se vuelve inaceptable tras {mtd:duration}: lo primero entre {stated:duration} según lo dicho y "
        "{horizon:duration}, cuando un impacto se califica de intolerable.",
        "MTD {mtd:duration} = min(stated {stated:duration}, first intolerable horizon {horizon:duration}).",
        "MTD {mtd:duration} = mín(declarado {stated:duration}, primer horizonte intolerable {horizon:duration}).",
    ),
    "because.mtd.stated": Wording(
        "You can cope for {mtd:duration}, as you said.",
        "Puede aguantar {mtd:duration}, según lo dicho.",
        "MTD {mtd:duration} as stated; no impact is rated intolerable.",
        "MTD {mtd:duration} según lo declarado; ningún impacto es intolerable.",
    ),
    "because.mtd.impact": Wording(
        "After {mtd:duration} an impact is rated intolerable.",
        "A partir de {mtd:duration} un impacto se califica de intolerable.",
        "MTD {mtd:duration} = first intolerable horizon of the impact grid.",
        "MTD {mtd:duration} = primer horizonte intolerable de la tabla de impactos.",
    ),
    "because.mtd.missing": Wording(
        "Nobody has said yet after how long the harm becomes unacceptable.",
        "Aún nadie ha dicho cuándo el daño se vuelve inaceptable.",
    ),
    "because.first-harm": Wording(
        "The first real harm is felt after {harm:duration}.", "El primer daño real se nota tras {harm:duration}."
    ),
    "term.mtd-less-wrt": Wording(
        "{mtd:duration} less {wrt:duration} to catch up leaves {limit:duration}.",
        "{mtd:duration} menos {wrt:duration} para ponerse al día deja {limit:duration}.",
        "MTD {mtd:duration} − WRT {wrt:duration} = {limit:duration}.",
        "MTD {mtd:duration} − WRT {wrt:duration} = {limit:duration}.",
    ),
    "term.headroom": Wording(
        "{share:percent} of {mtd:duration}, to leave room for a bad day, is {limit:duration}.",
        "El {share:percent} de {mtd:duration}, con margen para un mal día, es {limit:duration}.",
    ),
    "term.regulator-rto": Wording(
        "The regulator allows {limit:duration} of downtime.", "El regulador permite {limit:duration} de parada."
    ),
    "term.regulator-rpo": Wording(
        "The regulator allows {limit:duration} of work to be lost.",
        "El regulador permite perder {limit:duration} de trabajo.",
    ),
    "missing.wrt": Wording(
        "Nobody has said how long catching up takes, so it is left out.",
        "Nadie ha dicho cuánto se tarda en ponerse al día, así que no se cuenta.",
    ),
    "because.rto": Wording(
        "The lowest of these is {limit:duration}; the step at or below it is {rto:duration}.",
        "Lo menor es {limit:duration}; el escalón igual o inferior es {rto:duration}.",
    ),
    "because.rto.impossible": Wording(
        "Catching up takes longer than you can cope, so no recovery time would be short enough.",
        "Ponerse al día lleva más tiempo del que se puede aguantar; ningún tiempo de recuperación bastaría.",
    ),
    "term.never-lose": Wording(
        "Some entries may never be lost, so nothing may be lost.",
        "Hay datos que nunca se pueden perder, así que no se puede perder nada.",
    ),
    "term.rebuild-window": Wording(
        "Lost work can be rebuilt {limit:duration} back.",
        "El trabajo perdido se puede reconstruir hasta {limit:duration} atrás.",
    ),
    "missing.rebuild-window": Wording(
        "Nobody has said how far back lost work can be rebuilt, so it is left out.",
        "Nadie ha dicho hasta cuándo se puede reconstruir lo perdido, así que no se cuenta.",
    ),
    "term.re-entry": Wording(
        "{people:number} people can enter {limit:duration} of lost work again in {wrt:duration}.",
        "{people:number} personas pueden volver a introducir {limit:duration} de trabajo en {wrt:duration}.",
        "WRT · s / (r · e) = {limit:duration}, with WRT {wrt:duration} and s = {people:number}.",
        "WRT · s / (r · e) = {limit:duration}, con WRT {wrt:duration} y s = {people:number}.",
    ),
    "missing.re-entry": Wording(
        "How fast lost work can be entered again is not known, so it is left out.",
        "No se sabe cuánto se tarda en volver a introducir lo perdido, así que no se cuenta.",
    ),
    "term.expendable": Wording(
        "{count:number} entries may be lost for good.", "{count:number} entradas se pueden perder para siempre."
    ),
    "missing.expendable": Wording(
        "Nobody has said how many entries may be lost for good, so none are.",
        "Nadie ha dicho cuántas entradas se pueden perder para siempre, así que ninguna.",
    ),
    "because.rpo": Wording(
        "Together at most {limit:duration} of work may be lost; the step at or below it is {rpo:duration}.",
        "En conjunto se pueden perder como mucho {limit:duration} de trabajo; el escalón igual o inferior es "
        "{rpo:duration}.",
    ),
    "because.rpo.missing": Wording(
        "That is not enough yet to suggest how much work may be lost.",
        "Aún no basta para sugerir cuánto trabajo se puede perder.",
    ),
    "because.peak": Wording(
        "In the peak season you can cope for {mtd:duration}, which asks for {rto:duration}.",
        "En temporada alta puede aguantar {mtd:duration}, lo que exige {rto:duration}.",
    ),
}
