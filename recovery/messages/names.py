"""What strategies, copies and ratings are called, with one plain line each."""

from recovery.messages.wording import Catalogue, Wording

NAMES: Catalogue = {
    "strategy.None": Wording("no strategy", "ninguna estrategia"),
    "strategy.backup_restore": Wording("Backup and restore", "Copia y restauración"),
    "strategy.backup_restore.plain": Wording(
        "copies are kept safe, and the system is built again from them",
        "se guardan copias y el sistema se reconstruye a partir de ellas",
    ),
    "strategy.pilot_light": Wording("Pilot light", "Luz piloto"),
    "strategy.pilot_light.plain": Wording(
        "the data is kept alive at a second site, the rest is switched on when needed",
        "los datos se mantienen vivos en otro sitio y el resto se enciende cuando hace falta",
    ),
    "strategy.warm_standby": Wording("Warm standby", "Reserva activa"),
    "strategy.warm_standby.plain": Wording(
        "a smaller twin is always running and takes over by itself",
        "un gemelo más pequeño está siempre en marcha y toma el relevo por sí solo",
    ),
    "strategy.multi_site": Wording("Multi-site", "Varios sitios"),
    "strategy.multi_site.plain": Wording("two sites running at once", "dos sitios en marcha a la vez"),
    "live.none": Wording("No live copy", "Sin copia viva"),
    "live.none.plain": Wording("only the copies of the past", "solo las copias del pasado"),
    "live.asynchronous": Wording("Asynchronous live copy", "Copia viva asíncrona"),
    "live.asynchronous.plain": Wording(
        "a second copy that follows a moment behind", "una segunda copia que va un momento por detrás"
    ),
    "live.synchronous": Wording("Synchronous live copy", "Copia viva síncrona"),
    "live.synchronous.plain": Wording(
        "every entry is written in two places before it counts",
        "cada dato se escribe en dos lugares antes de darse por hecho",
    ),
    "history.none": Wording("No history of data", "Sin historial de datos"),
    "history.none.plain": Wording(
        "nothing to copy: rebuilt from code and configuration",
        "nada que copiar: se reconstruye desde el código y la configuración",
    ),
    "history.snapshot": Wording("Snapshots", "Instantáneas"),
    "history.snapshot.plain": Wording("a full copy at fixed times", "una copia completa a horas fijas"),
    "history.continuous": Wording("Continuous log backup", "Copia continua del registro"),
    "history.continuous.plain": Wording(
        "every change is kept, so that any moment can be brought back",
        "se guarda cada cambio, para poder volver a cualquier momento",
    ),
    "category.money": Wording("money", "dinero"),
    "category.customers": Wording("customers", "clientes"),
    "category.legal": Wording("legal and contractual", "legal y contractual"),
    "category.safety": Wording("safety", "seguridad de las personas"),
    "category.staff": Wording("staff and reputation", "personal y reputación"),
    "rating.none": Wording("none", "ninguno"),
    "rating.minor": Wording("minor", "leve"),
    "rating.moderate": Wording("moderate", "moderado"),
    "rating.severe": Wording("severe", "grave"),
    "rating.intolerable": Wording("intolerable", "intolerable"),
    "severity.blocks": Wording("Must be resolved", "Hay que resolverlo"),
    "severity.warns": Wording("Worth a look", "Conviene revisarlo"),
    "severity.informs": Wording("Good to know", "Para saber"),
    "objective.unset": Wording("not answered yet", "aún sin responder"),
    "objective.unknown": Wording("not known yet", "aún no se sabe"),
    "objective.not applicable": Wording("not applicable", "no procede"),
}
