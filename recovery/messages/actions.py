"""What an offer is called that people carry out and nothing can compute."""

from recovery.messages.wording import Catalogue, Wording

ACTIONS: Catalogue = {
    "offer.answer": Wording("Answer the open question", "Responder la pregunta abierta"),
    "offer.delegate": Wording("Ask a colleague by e-mail", "Preguntar a un colega por correo"),
    "offer.revise": Wording("Look at the answer again", "Revisar la respuesta"),
    "offer.explain": Wording(
        "Explain it, for example because a deadline has passed", "Explicarlo, por ejemplo porque ya venció un plazo"
    ),
    "offer.seasonal": Wording(
        "Agree on an objective for the peak season", "Acordar un objetivo para la temporada alta"
    ),
    "offer.protect-after-batch": Wording(
        "Take a copy after each change, every {interval:duration}",
        "Hacer una copia tras cada cambio, cada {interval:duration}",
    ),
    "offer.add-history": Wording("Keep older copies as well", "Guardar también copias anteriores"),
    "offer.workaround": Wording(
        "Find a way to run for a while without {system:system}",
        "Buscar cómo funcionar un tiempo sin {system:system}",
        "Make the dependency on {system:system} soft by a workaround",
        "Convertir en débil la dependencia de {system:system} con una alternativa",
    ),
    "offer.shorten-chain": Wording(
        "Make these come back sooner, by {late:duration} together: {systems:systems}",
        "Recuperar antes, {late:duration} en total: {systems:systems}",
    ),
    "offer.shorten-links": Wording(
        "Make these come back sooner: {systems:systems}", "Recuperar antes: {systems:systems}"
    ),  # in findings of before
    "offer.remind": Wording(
        "Remind whoever looks after {systems:systems}", "Recordárselo a quien se ocupa de {systems:systems}"
    ),
    "offer.mark-soft": Wording(
        "Say which of these can start without the others: {systems:systems}",
        "Decir cuál de estos puede arrancar sin los demás: {systems:systems}",
        "Mark one dependency of the cycle as soft: {systems:systems}",
        "Marcar como débil una dependencia del ciclo: {systems:systems}",
    ),
    "offer.name-reconciler": Wording(
        "Name who makes the two agree again after a disaster", "Nombrar a quien los haga coincidir tras un desastre"
    ),
    "offer.plan-drill": Wording("Plan a drill", "Planificar un simulacro"),
    "offer.fund": Wording("Fund what was too slow", "Financiar lo que fue demasiado lento"),
    "offer.renegotiate": Wording("Negotiate with the supplier", "Negociar con el proveedor"),
    "offer.second-round": Wording("Ask everybody once more, together", "Volver a preguntar a todos, juntos"),
    "offer.name-decider": Wording("Name one person who decides", "Nombrar a una persona que decida"),
    "offer.give-reason": Wording("Note the reason", "Anotar el motivo"),
    "offer.rank": Wording("Put the systems in order", "Ordenar los sistemas"),
    "offer.confirm": Wording("Confirm the answers again", "Confirmar de nuevo las respuestas"),
    "offer.new-owner": Wording("Name who looks after it now", "Nombrar a quien se ocupa ahora"),
    "offer.extend-policy": Wording(
        "Ask for a stronger strategy in the policy", "Pedir una estrategia más fuerte en la política"
    ),
}
