"""Why the plan is what it is, and what it takes for granted."""

from recovery.messages.wording import Catalogue, Wording

REASONS: Catalogue = {
    "option.taken": Wording(
        "It can be back {time:within} and lose {point:most}: the cheapest that fits.",
        "Puede volver {time:within} y perder {point:most}: la más barata que cumple.",
    ),
    "option.dearer": Wording(
        "It would do as well, but {chosen:strategy} does it for less.",
        "También serviría, pero {chosen:strategy} lo hace por menos.",
    ),
    "option.too-slow": Wording(
        "At best it is back after {time:duration}; {rto:asked}.",
        "En el mejor caso vuelve tras {time:duration}; {rto:asked}.",
    ),
    "option.restore-alone": Wording(
        "Restoring the data alone takes {restore:duration}; {rto:asked}.",
        "Solo restaurar los datos lleva {restore:duration}; {rto:asked}.",
    ),
    "option.loses-too-much": Wording(
        "At best it loses {point:work}; {rpo:work} may be lost.",
        "En el mejor caso pierde {point:work}; se admite perder: {rpo:work}.",
    ),
    "option.open": Wording(
        "It can be back {time:within} and lose {point:most}; nobody has said yet what is asked.",
        "Puede volver {time:within} y perder {point:most}; aún no se ha dicho qué se pide.",
    ),
    "because.strategy": Wording(
        "{strategy:strategy} is the cheapest way to be back in time: it is back {time:within} at best.",
        "{strategy:strategy} es la forma más barata de volver a tiempo: en el mejor caso vuelve {time:within}.",
    ),
    "because.cost-tier": Wording(
        "{tier:tier}: the higher of what {strategy:strategy} and its live copy ask for.",
        "{tier:tier}: lo más alto entre lo que piden {strategy:strategy} y su copia viva.",
    ),
    "because.own-time.drill": Wording(
        "The last drill took {time:duration}.", "El último simulacro tardó {time:duration}."
    ),
    "because.own-time.strategy": Wording(
        "{strategy:strategy} takes {time:duration} at best.",
        "{strategy:strategy} tarda {time:duration} en el mejor caso.",
    ),
    "because.live-copy.none": Wording(
        "Copies of the past are enough for these objectives.", "Las copias del pasado bastan para estos objetivos."
    ),
    "because.live-copy.asynchronous": Wording(
        "A live copy follows a moment behind; somebody is called when it falls {alarm:duration} behind.",
        "Una copia viva va un momento por detrás; se avisa cuando se retrasa {alarm:duration}.",
    ),
    "because.live-copy.synchronous": Wording(
        "Nothing may be lost, so every entry is written in two places.",
        "No se puede perder nada, así que cada dato se escribe en dos lugares.",
    ),
    "because.history.none": Wording(
        "It keeps no data of its own: it is rebuilt from code and configuration.",
        "No guarda datos propios: se reconstruye desde el código y la configuración.",
    ),
    "because.history.continuous": Wording(
        "To lose {rpo:most}, every change is kept and put away every {interval:duration}.",
        "Para perder {rpo:most}, se guarda cada cambio y se pone a salvo cada {interval:duration}.",
    ),
    "because.history.snapshot": Wording(
        "A copy every {interval:duration}{overhead:plus} stays within {rpo:duration}.",
        "Una copia cada {interval:duration}{overhead:plus} cabe en {rpo:duration}.",
    ),
    "because.retention": Wording(
        "Copies are kept for {retention:duration}: long enough to notice a corruption, for the law, and for the "
        "policy.",
        "Las copias se guardan {retention:duration}: lo bastante para notar una corrupción, para la ley y la política.",
    ),
    "because.worst-loss": Wording(
        "At worst {disaster:work} is lost in a disaster, {corruption:work} in a corruption.",
        "En el peor caso se pierde {disaster:work} en un desastre y {corruption:work} en una corrupción.",
    ),
    "because.worst-loss.corruption": Wording(
        "At worst {corruption:work} is lost in a corruption.",
        "En el peor caso se pierde {corruption:work} en una corrupción.",
    ),
    "because.yearly-cost": Wording(
        "{share:percent} of the yearly running cost of {running:money}: {cost:money}.",
        "El {share:percent} del coste anual de {running:money}: {cost:money}.",
    ),
    "because.expected-loss": Wording(
        "{per_hour:money} an hour × {rto:duration} × {disruptions:number} disruptions a year: {loss:money}.",
        "{per_hour:money} por hora × {rto:duration} × {disruptions:number} interrupciones al año: {loss:money}.",
    ),
    "because.wave.first": Wording(
        "It waits for no other system, so it can be among the first to come back.",
        "No espera a otro sistema, así que puede estar entre los primeros en volver.",
    ),
    "because.wave": Wording(
        "It comes back in wave {wave:number}, after all that it needs.",
        "Vuelve en la oleada {wave:number}, después de lo que necesita.",
    ),
    "because.required-rto": Wording(
        "{system:system} can keep its time only if this one is back {rto:within}.",
        "{system:system} solo puede cumplir su plazo si este vuelve {rto:within}.",
    ),
    "because.earliest": Wording(
        "It waits {awaited:duration} for {system:system} and is back after {earliest:duration}.",
        "Espera {awaited:duration} a {system:system} y vuelve tras {earliest:duration}.",
    ),
    "because.earliest.alone": Wording(
        "It waits for nothing and is back after {earliest:duration}.",
        "No espera a nada y vuelve tras {earliest:duration}.",
    ),
    "assumes.start-window": Wording(
        "How late a copy may start is counted as 0, because nobody has entered it.",
        "El margen de inicio de una copia cuenta como 0, porque nadie lo ha indicado.",
    ),
    "assumes.running-time": Wording(
        "How long a copy runs is counted as 0, because nobody has entered it.",
        "La duración de una copia cuenta como 0, porque nadie la ha indicado.",
    ),
    "assumes.copy-lag": Wording(
        "How long a copy takes to reach the other place is counted as 0, because nobody has entered it.",
        "Lo que tarda una copia en llegar al otro lugar cuenta como 0, porque nadie lo ha indicado.",
    ),
    "assumes.restore": Wording(
        "Restoring the data is counted as 0, because its size or speed is not known.",
        "Restaurar los datos cuenta como 0, porque no se conoce su tamaño o velocidad.",
    ),
    "assumes.silent-needs": Wording(
        "Systems it needs that have no objective yet are counted as 0.",
        "Los sistemas que necesita y aún no tienen objetivo cuentan como 0.",
    ),
    "neighbour.rto-looser": Wording("Back {seconds:within} instead", "Volver {seconds:within}"),
    "neighbour.rto-tighter": Wording("Back {seconds:within} instead", "Volver {seconds:within}"),
    "neighbour.rpo-looser": Wording("Lose {seconds:most} instead", "Perder {seconds:most}"),
    "neighbour.rpo-tighter": Wording("Lose {seconds:most} instead", "Perder {seconds:most}"),
}
