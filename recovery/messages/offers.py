"""What an offer with a computed change is called, and what it does to the price."""

from recovery.messages.wording import Catalogue, Wording

OFFERS: Catalogue = {
    "offer.rto": Wording(
        "Be back within {rto:duration}", "Volver en {rto:duration}", "RTO {rto:duration}", "RTO {rto:duration}"
    ),
    "offer.rpo": Wording(
        "Lose {rpo:most}",
        "Perder {rpo:most}",
        "RPO {rpo:duration}",
        "RPO {rpo:duration}",
    ),
    "offer.rto-zero": Wording("Have no interruption at all", "No admitir ninguna interrupción", "RTO 0", "RTO 0"),
    "offer.rpo-zero": Wording("Lose nothing at all", "No perder nada", "RPO 0", "RPO 0"),
    "offer.objectives": Wording(
        "Be back within {rto:duration} and lose {rpo:most}",
        "Volver en {rto:duration} y perder {rpo:most}",
        "RTO {rto:duration}, RPO {rpo:duration}",
        "RTO {rto:duration}, RPO {rpo:duration}",
    ),
    "offer.mtd": Wording(
        "Say that you can cope for {mtd:duration}, and why",
        "Decir que puede aguantar {mtd:duration}, y por qué",
        "MTD {mtd:duration}, with a reason",
        "MTD {mtd:duration}, con motivo",
    ),
    "offer.wrt": Wording(
        "Plan {wrt:duration} to catch up",
        "Prever {wrt:duration} para ponerse al día",
        "WRT {wrt:duration}",
        "WRT {wrt:duration}",
    ),
    "offer.mtd-and-impact": Wording(
        "Say that you can cope for {mtd:duration}, with no harm beyond what is bearable before that, and why",
        "Decir que puede aguantar {mtd:duration}, sin daño intolerable antes, y por qué",
        "MTD {mtd:duration} with nothing rated intolerable before it, with a reason",
        "MTD {mtd:duration} sin nada intolerable antes, con motivo",
    ),
    "offer.milder-impact": Wording(
        "Say that the harm is severe, but bearable for {mtd:duration}",
        "Decir que el daño es grave, pero soportable durante {mtd:duration}",
        "Rate as severe what is intolerable before {mtd:duration}",
        "Calificar de grave lo intolerable antes de {mtd:duration}",
    ),
    "offer.lasting-impact": Wording(
        "Say that harm which has begun goes on, and is never less later",
        "Decir que el daño, una vez empezado, continúa y nunca es menor después",
        "Carry each worst rating on to the later horizons",
        "Mantener cada peor calificación en los horizontes posteriores",
    ),
    "offer.workaround-lasts": Wording(
        "Count on working by hand for {workaround_lasts:duration} only",
        "Contar con trabajar a mano solo {workaround_lasts:duration}",
    ),
    "offer.workaround-without": Wording(
        "Plan the work by hand without {systems:systems}", "Prever el trabajo a mano sin {systems:systems}"
    ),
    "offer.budget-rto": Wording(
        "Set aside {recovery_budget:money} a year and be back within {rto:duration}",
        "Reservar {recovery_budget:money} al año y volver en {rto:duration}",
    ),
    "offer.budget-rpo": Wording(
        "Set aside {recovery_budget:money} a year and lose {rpo:most}",
        "Reservar {recovery_budget:money} al año y perder {rpo:most}",
    ),
    "offer.budget-objectives": Wording(
        "Set aside {recovery_budget:money} a year, be back within {rto:duration} and lose {rpo:most}",
        "Reservar {recovery_budget:money} al año, volver en {rto:duration} y perder {rpo:most}",
    ),
    "offer.budget": Wording("Set aside {recovery_budget:money} a year", "Reservar {recovery_budget:money} al año"),
    "offer.retention": Wording("Keep copies for {retention:duration}", "Guardar las copias {retention:duration}"),
    "offer.on-call": Wording(
        "Arrange for somebody to be on call at any hour", "Organizar una guardia para que siempre haya alguien"
    ),
    "offer.failover": Wording(
        "Let it fail over by itself: be back within {rto:duration}",
        "Que cambie de sitio por sí solo: volver en {rto:duration}",
    ),
    "offer.copy-elsewhere": Wording("Keep one copy in another place", "Guardar una copia en otro lugar"),
    "offer.protect-snapshot": Wording(
        "Take a snapshot every {interval:duration}", "Hacer una instantánea cada {interval:duration}"
    ),
    "offer.protect-continuous": Wording(
        "Keep every change, put away every {interval:duration}",
        "Guardar cada cambio y ponerlo a salvo cada {interval:duration}",
    ),
    "offer.protect-none": Wording(
        "Rebuild it from code and configuration", "Reconstruirlo desde el código y la configuración"
    ),
    "offer.strategy": Wording("Protect it by {strategy:strategy}", "Protegerlo con {strategy:strategy}"),
    "offer.strategy-saves": Wording(
        "Protect it by {strategy:strategy}, which saves {saving:money} a year",
        "Protegerlo con {strategy:strategy}, que ahorra {saving:money} al año",
    ),
    "offer.other-rto": Wording(
        "Bring {system:system} back within {rto:duration}",
        "Recuperar {system:system} en {rto:duration}",
        "RTO of {system:system}: {rto:duration}",
        "RTO de {system:system}: {rto:duration}",
    ),
    "offer.other-rpo": Wording(
        "Let {system:system} lose {rpo:most}",
        "Que {system:system} pierda {rpo:most}",
        "RPO of {system:system}: {rpo:duration}",
        "RPO de {system:system}: {rpo:duration}",
    ),
    "elsewhere.raises": Wording(
        "then it no longer fits for {systems:systems}", "entonces ya no encaja para {systems:systems}"
    ),
    "elsewhere.resolves": Wording(
        "it also settles something for {systems:systems}", "también resuelve algo para {systems:systems}"
    ),
    "consequence.saves": Wording("saves {amount:money} a year", "ahorra {amount:money} al año"),
    "consequence.costs": Wording("costs {amount:money} more a year", "cuesta {amount:money} más al año"),
    "consequence.tier": Wording("{before:tier} becomes {after:tier}", "{before:tier} pasa a {after:tier}"),
}
