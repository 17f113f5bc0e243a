"""What a contradiction says, for those of objectives, data and money. Nobody is blamed: two answers do not fit."""

from recovery.messages.wording import Catalogue, Wording

OBJECTIVES: Catalogue = {
    "objective-unset.rto": Wording(
        "Nobody has said yet how long you can be without it.",
        "Aún nadie ha dicho cuánto tiempo puede pasar sin él.",
        "The RTO is unset.",
        "El RTO está sin definir.",
    ),
    "objective-unset.rpo": Wording(
        "Nobody has said yet how much recent work may be lost.",
        "Aún nadie ha dicho cuánto trabajo reciente se puede perder.",
        "The RPO is unset.",
        "El RPO está sin definir.",
    ),
    "objective-unset.both": Wording(
        "Nobody has said yet how long you can be without it, nor how much recent work may be lost.",
        "Aún nadie ha dicho cuánto tiempo puede pasar sin él ni cuánto trabajo reciente se puede perder.",
        "RTO and RPO are unset.",
        "El RTO y el RPO están sin definir.",
    ),
    "objective-unknown.rto": Wording(
        "How long you can be without it is not known yet. A colleague may know, or the suggestion may do.",
        "Aún no se sabe cuánto tiempo puede pasar sin él. Quizá lo sepa un colega, o sirva la sugerencia.",
        "The RTO was answered with “don't know”.",
        "Al RTO se respondió «no lo sé».",
    ),
    "objective-unknown.rpo": Wording(
        "How much recent work may be lost is not known yet. A colleague may know, or the suggestion may do.",
        "Aún no se sabe cuánto trabajo reciente se puede perder. Quizá lo sepa un colega, o sirva la sugerencia.",
        "The RPO was answered with “don't know”.",
        "Al RPO se respondió «no lo sé».",
    ),
    "objective-unknown.both": Wording(
        "How long you can be without it and how much recent work may be lost are not known yet. A colleague may know.",
        "Aún no se sabe cuánto tiempo puede pasar sin él ni cuánto trabajo se puede perder. Quizá lo sepa un colega.",
        "RTO and RPO were answered with “don't know”.",
        "Al RTO y al RPO se respondió «no lo sé».",
    ),
    "rto-exceeds-mtd": Wording(
        "You can cope for {mtd:duration}, but the plan brings it back after {rto:duration}.",
        "Puede aguantar {mtd:duration}, pero el plan lo recupera tras {rto:duration}.",
        "RTO {rto:duration} > MTD {mtd:duration}.",
        "RTO {rto:duration} > MTD {mtd:duration}.",
    ),
    "no-time-to-catch-up": Wording(
        "Back after {rto:duration}, then {wrt:duration} to catch up: {together:duration}. You can cope for "
        "{mtd:duration}.",
        "Vuelve tras {rto:duration} y luego hacen falta {wrt:duration} para ponerse al día: {together:duration}. "
        "Puede aguantar {mtd:duration}.",
        "RTO {rto:duration} + WRT {wrt:duration} = {together:duration} > MTD {mtd:duration}.",
        "RTO {rto:duration} + WRT {wrt:duration} = {together:duration} > MTD {mtd:duration}.",
    ),
    "no-headroom": Wording(
        "You can cope for {mtd:duration} and the plan takes {rto:duration}. On a bad day that is too tight.",
        "Puede aguantar {mtd:duration} y el plan tarda {rto:duration}. En un mal día es demasiado justo.",
        "RTO {rto:duration} is above the headroom of {headroom:duration} (MTD {mtd:duration}).",
        "El RTO de {rto:duration} supera el margen de {headroom:duration} (MTD {mtd:duration}).",
    ),
    "mtd-after-intolerable": Wording(
        "You can cope for {mtd:duration}, as one answer says; as another says, {category:category} suffers beyond "
        "what is bearable after {horizon:duration}.",
        "Según una respuesta puede aguantar {mtd:duration}; según otra, tras {horizon:duration} el daño en "
        "{category:category} ya es intolerable.",
        "Stated MTD {mtd:duration} > first intolerable horizon {horizon:duration} ({category:category}).",
        "MTD declarado {mtd:duration} > primer horizonte intolerable {horizon:duration} ({category:category}).",
    ),
    "impact-shrinks": Wording(
        "The harm to {category:category} is {before:rating} after {earlier:duration}, but only {after:rating} after "
        "{later:duration}. Is that so, perhaps because a deadline has passed?",
        "El daño en {category:category} es {before:rating} tras {earlier:duration}, pero solo {after:rating} a las "
        "{later:duration}. ¿Es así, quizá porque ya venció un plazo?",
    ),
    "rto-tighter-than-harm": Wording(
        "The first real harm comes after {harm:duration}, and the plan is to be back after {rto:duration} already.",
        "El primer daño real llega tras {harm:duration} y el plan lo recupera ya tras {rto:duration}.",
        "First harm {harm:duration} is far above RTO {rto:duration}.",
        "El primer daño ({harm:duration}) queda muy por encima del RTO ({rto:duration}).",
    ),
    "zero-asked.rto": Wording(
        "No interruption at all is asked for. It is by far the dearest, and no rule demands it.",
        "Se pide que no haya ninguna interrupción. Es con mucho lo más caro, y ninguna norma lo exige.",
        "RTO = 0 without a regulator that demands it.",
        "RTO = 0 sin un regulador que lo exija.",
    ),
    "zero-asked.rpo": Wording(
        "Nothing at all may be lost, it says. It is by far the dearest, and no answer or rule demands it.",
        "Se pide no perder nada en absoluto. Es con mucho lo más caro, y ninguna respuesta ni norma lo exige.",
        "RPO = 0 without a regulator or precious entries that demand it.",
        "RPO = 0 sin un regulador ni datos imprescindibles que lo exijan.",
    ),
    "zero-asked.both": Wording(
        "No interruption and no loss at all are asked for. It is by far the dearest, and no answer or rule demands it.",
        "Se pide que no haya interrupción ni pérdida alguna. Es con mucho lo más caro, y nada lo exige.",
        "RTO = 0 and RPO = 0 without anything that demands them.",
        "RTO = 0 y RPO = 0 sin nada que los exija.",
    ),
    "peak-tighter": Wording(
        "In the peak season it has to be back {limit:within}; the plan takes {rto:duration}.",
        "En temporada alta tiene que volver {limit:within}; el plan tarda {rto:duration}.",
        "RTO {rto:duration} > peak MTD − WRT = {limit:duration}.",
        "RTO {rto:duration} > MTD en temporada alta − WRT = {limit:duration}.",
    ),
    "respondents-disagree.rto": Wording(
        "Asked how long you can be without it, one person says {low:duration} and another {high:duration}.",
        "A la pregunta de cuánto tiempo puede pasar sin él, una persona dice {low:duration} y otra {high:duration}.",
        "Respondents' RTO: {low:duration} to {high:duration}.",
        "RTO según los consultados: de {low:duration} a {high:duration}.",
    ),
    "respondents-disagree.rpo": Wording(
        "Asked how much work may be lost, one person says {low:work} and another {high:work}.",
        "A la pregunta de cuánto trabajo se puede perder, una persona dice: {low:work}; y otra: {high:work}.",
        "Respondents' RPO: {low:duration} to {high:duration}.",
        "RPO según los consultados: de {low:duration} a {high:duration}.",
    ),
    "override-without-reason.rto": Wording(
        "{suggested:duration} of downtime was suggested and {chosen:duration} chosen. What makes that right is not "
        "noted.",
        "Se sugirieron {suggested:duration} de parada y se eligieron {chosen:duration}. Falta anotar el motivo.",
        "RTO {chosen:duration} is looser than the suggested {suggested:duration}, without a reason.",
        "El RTO de {chosen:duration} es más laxo que los {suggested:duration} sugeridos, sin motivo.",
    ),
    "override-without-reason.rpo": Wording(
        "To lose {suggested:work} was suggested, and {chosen:work} was chosen. What makes that right is not noted.",
        "Se sugirió perder {suggested:work} y se eligió perder {chosen:work}. Falta anotar el motivo.",
        "RPO {chosen:duration} is looser than the suggested {suggested:duration}, without a reason.",
        "El RPO de {chosen:duration} es más laxo que los {suggested:duration} sugeridos, sin motivo.",
    ),
    "everything-first": Wording(
        "{sharing:number} of {count:number} of your systems are to be back {rto:within}. "
        "If all come first, none does: which matter most?",
        "{sharing:number} de {count:number} de sus sistemas deben volver {rto:within}. "
        "Si todos son los primeros, ninguno lo es: ¿cuáles importan más?",
        "{sharing:number} of the owner's {count:number} systems share the tightest RTO of {rto:duration}.",
        "{sharing:number} de los {count:number} sistemas del responsable comparten el RTO más corto, {rto:duration}.",
    ),
    "stale.age": Wording(
        "These answers were approved {age:duration} ago. Are they still right?",
        "Estas respuestas se aprobaron hace {age:duration}. ¿Siguen siendo válidas?",
    ),
    "stale.owner": Wording(
        "The person who answered no longer looks after it. Who does now?",
        "La persona que respondió ya no se ocupa de él. ¿Quién lo hace ahora?",
        "The owner has left.",
        "El responsable ya no está.",
    ),
}

DATA: Catalogue = {
    "rpo-beyond-rebuild": Wording(
        "Up to {rpo:work} may be lost, it says, but what can be brought back or done without is {limit:work}.",
        "Se admite perder hasta {rpo:work}, pero lo que se puede recuperar o dar por perdido es: {limit:work}.",
        "RPO {rpo:duration} > RPO limit {limit:duration}.",
        "RPO {rpo:duration} > límite de RPO {limit:duration}.",
    ),
    "rpo-tighter-than-needed": Wording(
        "The answer allows {rpo:work} to be lost, though losing {suggested:work} could be made good.",
        "La respuesta admite perder {rpo:work}, aunque perder {suggested:work} tendría arreglo.",
        "RPO {rpo:duration} is well below the suggested {suggested:duration}.",
        "El RPO de {rpo:duration} queda muy por debajo de los {suggested:duration} sugeridos.",
    ),
    "re-entry-exceeds-wrt": Wording(
        "Entering {rpo:work} again takes {needed:duration}; there are {wrt:duration} to catch up.",
        "Volver a introducir {rpo:work} lleva {needed:duration}; hay {wrt:duration} para ponerse al día.",
        "RPO · r · e ÷ s = {needed:duration} > WRT {wrt:duration}.",
        "RPO · r · e ÷ s = {needed:duration} > WRT {wrt:duration}.",
    ),
    "rpo-below-change-interval": Wording(
        "The data changes every {interval:duration}, so a copy after each change is enough to lose nothing of it.",
        "Los datos cambian cada {interval:duration}; basta una copia después de cada cambio para no perder nada.",
        "RPO {rpo:duration} < change interval {interval:duration}.",
        "RPO {rpo:duration} < intervalo de cambio {interval:duration}.",
    ),
    "rpo-mismatch": Wording(
        "It shares transactions with {system:system}. One may lose {rpo:work} and the other "
        "{other:work}: after a disaster they would not agree.",
        "Comparte transacciones con {system:system}. Uno puede perder {rpo:work} y el otro "
        "{other:work}: tras un desastre no coincidirían.",
        "RPO {rpo:duration}, but {system:system}, which shares transactions, has {other:duration}.",
        "RPO {rpo:duration}, pero {system:system}, que comparte transacciones, tiene {other:duration}.",
    ),
}

MONEY: Catalogue = {
    "cost-exceeds-loss": Wording(
        "Being back so soon costs {cost:money} more a year than the cheapest plan and saves about {avoided:money} of "
        "harm.",
        "Volver tan pronto cuesta {cost:money} más al año que el plan más barato y evita unos {avoided:money} de daño.",
        "Extra yearly cost {cost:money} > expected loss avoided {avoided:money}, both against the cheapest strategy.",
        "Coste anual adicional {cost:money} > pérdida esperada evitada {avoided:money}, frente a la estrategia más "
        "barata.",
    ),
    "cost-exceeds-budget": Wording(
        "The plan costs {cost:money} a year, and {budget:money} are set aside for it.",
        "El plan cuesta {cost:money} al año y hay reservados {budget:money}.",
    ),
}

FINDINGS: Catalogue = {**OBJECTIVES, **DATA, **MONEY}
