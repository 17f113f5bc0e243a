"""What a contradiction says, for those of protection, dependencies, people and others outside."""

from recovery.messages.wording import Catalogue, Wording

PROTECTION: Catalogue = {
    "replication-without-history": Wording(
        "A second copy follows at once, but no older one is kept: what is deleted by mistake is gone in both.",
        "Una segunda copia sigue al momento, pero no se guarda ninguna anterior: lo borrado por error desaparece en "
        "ambas.",
        "Replication today without a point-in-time or versioned copy.",
        "Hoy hay replicación sin copias de momentos anteriores.",
    ),
    "retention-below-discovery": Wording(
        "Damaged data may go unnoticed for {discovery:duration}, and copies are kept for {retention:duration}: by "
        "then no good one is left.",
        "Un daño en los datos puede pasar inadvertido {discovery:duration} y las copias se guardan "
        "{retention:duration}: "
        "para entonces no queda ninguna buena.",
        "Retention {retention:duration} < discovery time {discovery:duration}.",
        "Retención {retention:duration} < tiempo de descubrimiento {discovery:duration}.",
    ),
    "worst-loss-exceeds-rpo.disaster": Wording(
        "A disaster today could cost {loss:work}; {rpo:work} may be lost.",
        "Un desastre hoy podría costar {loss:work}; se admite perder: {rpo:work}.",
        "Worst-case loss of today's protection in a disaster {loss:duration} > RPO {rpo:duration}.",
        "Pérdida máxima de la protección actual en un desastre {loss:duration} > RPO {rpo:duration}.",
    ),
    "worst-loss-exceeds-rpo.corruption": Wording(
        "If data is damaged or deleted today, {loss:work} could be lost; {rpo:work} may be.",
        "Si hoy se dañan o borran datos, se podría perder {loss:work}; se admite perder: {rpo:work}.",
        "Worst-case loss of today's protection in a corruption {loss:duration} > RPO {rpo:duration}.",
        "Pérdida máxima de la protección actual en una corrupción {loss:duration} > RPO {rpo:duration}.",
    ),
    "worst-loss-exceeds-rpo.nothing": Wording(
        "Nothing protects its data today, so a disaster could take all of it; {rpo:work} may be lost.",
        "Hoy nada protege sus datos, así que un desastre podría llevárselo todo; se admite perder: {rpo:work}.",
        "No live copy and no history today; RPO {rpo:duration}.",
        "Hoy no hay copia viva ni historial; RPO {rpo:duration}.",
    ),
    "restore-exceeds-rto": Wording(
        "Copying the data back takes {restore:duration}, and it is to be back {rto:within}.",
        "Copiar los datos de vuelta lleva {restore:duration} y debe volver {rto:within}.",
        "Restore {restore:duration} > RTO {rto:duration}.",
        "Restauración {restore:duration} > RTO {rto:duration}.",
    ),
    "strategy-misses-objective.time": Wording(
        "As it is protected today it is back after {time:duration} at best; {rto:asked}.",
        "Con la protección actual vuelve en el mejor caso tras {time:duration}; {rto:asked}.",
        "Today's {strategy:strategy}: best time {time:duration} > RTO {rto:duration}.",
        "{strategy:strategy} actual: mejor tiempo {time:duration} > RTO {rto:duration}.",
    ),
    "strategy-misses-objective.point": Wording(
        "As it is protected today it loses {point:work} at best; {rpo:work} may be lost.",
        "Con la protección actual pierde en el mejor caso {point:work}; se admite perder: {rpo:work}.",
        "Today's {strategy:strategy}: best point {point:duration} > RPO {rpo:duration}.",
        "{strategy:strategy} actual: mejor punto {point:duration} > RPO {rpo:duration}.",
    ),
    "no-strategy-fits": Wording(
        "No strategy of the policy is back {rto:within} and loses {rpo:most}. The nearest is {strategy:strategy}: back "
        "after {time:duration}, with {point:work} lost at best.",
        "Ninguna estrategia de la política vuelve {rto:within} y pierde {rpo:most}. La más cercana es "
        "{strategy:strategy}: vuelve tras {time:duration} y pierde en el mejor caso {point:work}.",
    ),
    "no-strategy-fits.no-data": Wording(
        "No strategy of the policy is back {rto:within}. The nearest is {strategy:strategy}: back after "
        "{time:duration}.",
        "Ninguna estrategia de la política vuelve {rto:within}. La más cercana es {strategy:strategy}: vuelve tras "
        "{time:duration}.",
    ),
    "copy-shares-fate": Wording(
        "All copies lie where the system itself is. What destroys the one destroys the others.",
        "Todas las copias están donde el propio sistema. Lo que destruya uno destruirá las otras.",
        "No copy outside the failure domain of production.",
        "Ninguna copia fuera del dominio de fallo de producción.",
    ),
    "overbuilt.saving": Wording(
        "It is protected better than these answers ask: {today:strategy} today, {strategy:strategy} would do and save "
        "{saving:money} a year.",
        "Está mejor protegido de lo que piden estas respuestas: hoy {today:strategy}; bastaría {strategy:strategy} y "
        "ahorraría {saving:money} al año.",
    ),
    "overbuilt": Wording(
        "It is protected better than these answers ask: {today:strategy} today, {strategy:strategy} would do.",
        "Está mejor protegido de lo que piden estas respuestas: hoy {today:strategy}; bastaría {strategy:strategy}.",
    ),
}

NEEDS: Catalogue = {
    "dependency-slower": Wording(
        "It cannot run without {system:system}, which may take {needed:duration}; this one is to be back {rto:within}.",
        "No puede funcionar sin {system:system}, que puede tardar {needed:duration}; este debe volver {rto:within}.",
        "{system:system} has RTO {needed:duration}; with {own:duration} of its own this exceeds RTO {rto:duration}.",
        "{system:system} tiene un RTO de {needed:duration}; con {own:duration} propios supera el RTO de "
        "{rto:duration}.",
    ),
    "dependency-slower.several": Wording(
        "It cannot run without {system:system}, which may take {needed:duration}; this one is to be back "
        "{rto:within}. Other systems it needs are too slow as well: {more:number}.",
        "No puede funcionar sin {system:system}, que puede tardar {needed:duration}; este debe volver "
        "{rto:within}. "
        "Otros sistemas que necesita también son demasiado lentos: {more:number}.",
        "{system:system} has RTO {needed:duration}; with {own:duration} of its own this exceeds RTO {rto:duration}. "
        "Further slow dependencies: {more:number}.",
        "{system:system} tiene un RTO de {needed:duration}; con {own:duration} propios supera el RTO de "
        "{rto:duration}. "
        "Otras dependencias lentas: {more:number}.",
    ),
    "chain-exceeds-rto": Wording(
        "One system waits for the next: {systems:chain}. That takes {earliest:duration}, and {rto:asked}.",
        "Un sistema espera al siguiente: {systems:chain}. Eso lleva {earliest:duration} y {rto:asked}.",
        "Earliest recovery {earliest:duration} along {systems:chain} > RTO {rto:duration}.",
        "Recuperación más temprana {earliest:duration} por {systems:chain} > RTO {rto:duration}.",
    ),
    "chain-exceeds-rto.cycle": Wording(
        "It comes back together with the systems that need each other. That takes {earliest:duration}, and "
        "{rto:asked}.",
        "Vuelve junto con los sistemas que se necesitan entre sí. Eso lleva {earliest:duration} y {rto:asked}.",
        "Earliest recovery {earliest:duration} in its cycle > RTO {rto:duration}.",
        "Recuperación más temprana {earliest:duration} en su ciclo > RTO {rto:duration}.",
    ),
    "dependency-without-objective": Wording(
        "It cannot run without {systems:systems}, and when that is back nobody has said yet.",
        "No puede funcionar sin {systems:systems}, y aún nadie ha dicho cuándo vuelve.",
        "Hard dependencies without an RTO: {count:number} ({systems:systems}).",
        "Dependencias fuertes sin RTO: {count:number} ({systems:systems}).",
    ),
    "dependency-cycle": Wording(
        "These systems need each other, so none can be the first to come back: {systems:systems}.",
        "Estos sistemas se necesitan entre sí, así que ninguno puede volver el primero: {systems:systems}.",
        "Cycle of hard dependencies over {count:number} systems: {systems:systems}.",
        "Ciclo de dependencias fuertes entre {count:number} sistemas: {systems:systems}.",
    ),
    "workaround-needs-system": Wording(
        "What is done by hand meanwhile needs {systems:systems}, which is down at the same time.",
        "Lo que se hace a mano mientras tanto necesita {systems:systems}, que estará parado a la vez.",
        "The workaround needs systems that fail with this one: {systems:systems}.",
        "La solución manual necesita sistemas que caen con este: {systems:systems}.",
    ),
    "workaround-outlasts-mtd": Wording(
        "Working by hand is possible for {lasts:duration}, but {mtd:duration} without it is already too much, it says.",
        "Se puede trabajar a mano durante {lasts:duration}, pero {mtd:duration} sin él ya es demasiado, según lo "
        "dicho.",
        "The workaround lasts {lasts:duration} ≥ MTD {mtd:duration}.",
        "La solución manual dura {lasts:duration} ≥ MTD {mtd:duration}.",
    ),
}

PEOPLE: Catalogue = {
    "unattended": Wording(
        "For up to {unattended:duration} nobody is on duty, and it takes a person to bring it back {rto:within}.",
        "Durante hasta {unattended:duration} no hay nadie de turno, y hace falta una persona para recuperarlo "
        "{rto:within}.",
        "Unattended for {unattended:duration} > RTO {rto:duration}; {strategy:strategy} needs a person.",
        "Sin atención {unattended:duration} > RTO {rto:duration}; {strategy:strategy} necesita una persona.",
    ),
    "never-tested.never": Wording(
        "Nobody has tried yet whether it can be brought back {rto:within}.",
        "Aún nadie ha probado si se puede recuperar {rto:within}.",
    ),
    "never-tested.old": Wording(
        "The last drill was {age:duration} ago.", "El último simulacro fue hace {age:duration}."
    ),
    "never-tested.changed": Wording(
        "It has changed since the last drill, so nobody knows whether it is still back {rto:within}.",
        "Ha cambiado desde el último simulacro, así que nadie sabe si aún vuelve {rto:within}.",
    ),
    "drill-missed-objective.rta": Wording(
        "In the last drill it was back after {rta:duration}; {rto:asked}.",
        "En el último simulacro volvió tras {rta:duration}; {rto:asked}.",
        "RTA {rta:duration} > RTO {rto:duration}.",
        "RTA {rta:duration} > RTO {rto:duration}.",
    ),
    "drill-missed-objective.rpa": Wording(
        "In the last drill {rpa:work} was lost; {rpo:work} may be.",
        "En el último simulacro se perdió: {rpa:work}; se admite perder: {rpo:work}.",
        "RPA {rpa:duration} > RPO {rpo:duration}.",
        "RPA {rpa:duration} > RPO {rpo:duration}.",
    ),
    "drill-missed-objective.both": Wording(
        "In the last drill it was back after {rta:duration} and {rpa:work} was lost. It should be back "
        "{rto:within} and lose {rpo:most}.",
        "En el último simulacro volvió tras {rta:duration} y se perdió: {rpa:work}. Debería volver "
        "{rto:within} y perder {rpo:most}.",
        "RTA {rta:duration} > RTO {rto:duration} and RPA {rpa:duration} > RPO {rpo:duration}.",
        "RTA {rta:duration} > RTO {rto:duration} y RPA {rpa:duration} > RPO {rpo:duration}.",
    ),
    "supplier-slower.rto": Wording(
        "The supplier promises to be back after {supplier:duration}; {asked:asked}.",
        "El proveedor promete volver tras {supplier:duration}; {asked:asked}.",
        "Supplier's RTO {supplier:duration} > RTO {asked:duration}.",
        "RTO del proveedor {supplier:duration} > RTO {asked:duration}.",
    ),
    "supplier-slower.rpo": Wording(
        "The supplier may lose {supplier:work}; the plan allows {asked:work}.",
        "El proveedor puede perder {supplier:work}; el plan admite {asked:work}.",
        "Supplier's RPO {supplier:duration} > RPO {asked:duration}.",
        "RPO del proveedor {supplier:duration} > RPO {asked:duration}.",
    ),
    "regulator-breached.rto": Wording(
        "A regulator allows {limit:duration} of downtime; the plan takes {asked:duration}.",
        "Un regulador permite {limit:duration} de parada; el plan tarda {asked:duration}.",
        "RTO {asked:duration} > regulator's {limit:duration}.",
        "RTO {asked:duration} > {limit:duration} del regulador.",
    ),
    "regulator-breached.rpo": Wording(
        "A regulator allows {limit:work} to be lost; the plan allows {asked:work}.",
        "Un regulador permite perder {limit:work}; el plan admite {asked:work}.",
        "RPO {asked:duration} > regulator's {limit:duration}.",
        "RPO {asked:duration} > {limit:duration} del regulador.",
    ),
}

OPERATION: Catalogue = {**PROTECTION, **NEEDS, **PEOPLE}
