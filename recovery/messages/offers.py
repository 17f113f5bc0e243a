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
    "consequence.saves": Wording("saves {amount:money} a year", "ahorra {amount:money} al año"),
    "consequence.costs": Wording("costs {amount:money} more a year", "cuesta {amount:money} más al año"),
    "consequence.tier": Wording("{before:tier} becomes {after:tier}", "{before:tier} pasa a {after:tier}"),
}
