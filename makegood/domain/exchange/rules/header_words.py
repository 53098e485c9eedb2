"""What headers of address lists and order lists call their columns, in six languages.

English, German, Spanish, French, Portuguese, Italian; without marks on letters, in small ones.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from django.utils.functional import Promise as Later
from django.utils.translation import gettext_lazy as _


class Means(StrEnum):
    """What a column can be."""

    NOTHING = "nothing"
    NAME = "name"
    FIRST = "first name"
    LAST = "last name"
    ORGANISATION = "organisation"
    ROLE = "role"
    EMAIL = "e-mail"
    PHONE = "phone"
    WEBSITE = "website"
    STREET = "street"
    CODE = "postal code"
    TOWN = "town"
    COUNTRY = "country"
    BIRTHDAY = "birthday"
    NOTES = "notes"
    TAGS = "tags"
    LANGUAGE = "language"
    CUSTOMER_KEY = "customer's number"
    KEY = "number"
    TEXT = "what was promised"
    MADE = "promised on"
    DUE = "promised for"
    KEPT = "kept on"
    WITHDRAWN = "withdrawn on"
    STATUS = "status"
    VALUE = "value"
    RATING = "rating"
    RATED = "rated on"
    WORDS = "what they said"


IN_WORDS: dict[Means, str | Later] = {
    Means.NOTHING: _("not brought in"),
    Means.NAME: _("name"),
    Means.FIRST: _("first name"),
    Means.LAST: _("last name"),
    Means.ORGANISATION: _("organisation"),
    Means.ROLE: _("what they do"),
    Means.EMAIL: _("e-mail"),
    Means.PHONE: _("phone"),
    Means.WEBSITE: _("website"),
    Means.STREET: _("street"),
    Means.CODE: _("postal code"),
    Means.TOWN: _("town"),
    Means.COUNTRY: _("country"),
    Means.BIRTHDAY: _("birthday"),
    Means.NOTES: _("notes"),
    Means.TAGS: _("tags"),
    Means.LANGUAGE: _("language"),
    Means.CUSTOMER_KEY: _("the customer's number"),
    Means.KEY: _("the number that tells rows apart"),
    Means.TEXT: _("what was promised"),
    Means.MADE: _("when it was promised"),
    Means.DUE: _("for when it was promised"),
    Means.KEPT: _("when it was kept"),
    Means.WITHDRAWN: _("when it was withdrawn"),
    Means.STATUS: _("what became of it"),
    Means.VALUE: _("what it was worth"),
    Means.RATING: _("how it was rated"),
    Means.RATED: _("when it was rated"),
    Means.WORDS: _("what they said of it"),
}
DATES = frozenset({Means.BIRTHDAY, Means.MADE, Means.DUE, Means.KEPT, Means.WITHDRAWN, Means.RATED})
# What a list of promises says of somebody, and `mapping_text` does not take.
STAYS_OUT = frozenset(
    {Means.WEBSITE, Means.ROLE, Means.STREET, Means.CODE, Means.TOWN, Means.COUNTRY}
    | {Means.BIRTHDAY, Means.NOTES, Means.TAGS, Means.LANGUAGE}
)
# What is said of a rating, and means nothing without one.
OF_A_RATING = frozenset({Means.RATED, Means.WORDS})
SEVERAL = frozenset(
    {Means.EMAIL, Means.PHONE, Means.WEBSITE, Means.ROLE, Means.NOTES, Means.TAGS, Means.NOTHING}
)
SAID = {
    Means.NAME: """name, full name, customer, customer name, client, client name, contact, display
        name, kunde, kundin, kundenname, ansprechpartner, nombre, nombre completo, cliente, nombre
        del cliente, contacto, nom, nom complet, nom du client, nome, nome completo, nome do
        cliente, nome cliente, nome e cognome, nominativo""",
    Means.FIRST: """first name, firstname, given name, forename, vorname, rufname, prenom, nombre
        de pila, primer nombre, primeiro nome, nome proprio""",
    Means.LAST: """last name, lastname, surname, family name, nachname, familienname, zuname,
        apellido, apellidos, nom de famille, sobrenome, apelido, ultimo nome, cognome""",
    Means.ORGANISATION: """organisation, organization, company, company name, organization name,
        firm, employer, firma, firmenname, unternehmen, empresa, organizacion, compania, societe,
        entreprise, organizacao, azienda, ditta, societa, ragione sociale""",
    Means.ROLE: """job title, position, role, department, job, funktion, abteilung, beruf, cargo,
        puesto, poste, fonction, funcao, ruolo, posizione, qualifica""",
    Means.EMAIL: """e mail, email, mail, e mail address, email address, mail address, e mail
        adresse, mailadresse, correo, correo electronico, courriel, adresse e mail, adresse mail,
        endereco de email, indirizzo email, posta elettronica""",
    Means.PHONE: """phone, telephone, tel, mobile, mobile phone, cell, cell phone, phone number,
        fax, telefon, telefonnummer, handy, mobil, mobiltelefon, rufnummer, festnetz, telefono,
        movil, celular, portable, gsm, telefone, telemovel, cellulare""",
    Means.WEBSITE: """website, web site, web page, url, homepage, web, webseite, internetseite,
        sitio web, pagina web, site web, site internet, site, sito, sito web""",
    Means.STREET: """street, street address, address, strasse, adresse, anschrift, calle,
        direccion, rue, rua, morada, endereco, via, indirizzo""",
    Means.CODE: """postal code, postcode, zip, zip code, plz, postleitzahl, codigo postal, code
        postal, cep, cap""",
    Means.TOWN: "town, city, ort, stadt, ciudad, poblacion, ville, cidade, localidade, citta",
    Means.COUNTRY: "country, land, pais, pays, paese, nazione",
    Means.BIRTHDAY: """birthday, date of birth, birth date, birthdate, dob, geburtstag,
        geburtsdatum, cumpleanos, fecha de nacimiento, anniversaire, date de naissance,
        aniversario, data de nascimento, compleanno, data di nascita""",
    Means.NOTES: """notes, note, comment, comments, remark, remarks, memo, notiz, notizen,
        bemerkung, bemerkungen, kommentar, anmerkung, notas, observaciones, comentario,
        comentarios, remarque, remarques, commentaire, commentaires, observacoes, osservazioni,
        commenti""",
    Means.TAGS: """tags, tag, category, categories, label, labels, group, groups, kategorie,
        kategorien, schlagwort, schlagworte, gruppe, gruppen, etiquetas, categoria, categorias,
        grupo, grupos, etiquettes, categorie, groupe, groupes, etichette, gruppo, gruppi""",
    Means.LANGUAGE: "language, lang, locale, sprache, idioma, lengua, langue, lingua",
    Means.CUSTOMER_KEY: """customer id, customer no, customer number, client id, client no, contact
        id, kundennummer, kundennr, kunden nr, kunden id, id cliente, numero de cliente, codigo
        cliente, numero client, numero de client, codigo do cliente, codice cliente""",
    Means.KEY: """order, order id, order no, order number, id, no, number, nr, ref, reference,
        invoice, invoice no, job no, ticket, auftrag, auftragsnummer, auftragsnr, auftrags nr,
        bestellung, bestellnummer, bestellnr, nummer, rechnungsnummer, vorgang, pedido, numero de
        pedido, numero pedido, numero, referencia, commande, numero de commande, numero commande,
        numero do pedido, encomenda, ordine, numero ordine, id ordine, riferimento""",
    Means.TEXT: """what, description, title, task, item, items, product, service, work, promise,
        subject, article, was, beschreibung, leistung, aufgabe, artikel, produkt, betreff,
        bezeichnung, titel, descripcion, concepto, producto, servicio, trabajo, tarea, objet,
        produit, prestation, travail, libelle, descricao, produto, servico, descrizione, prodotto,
        servizio, oggetto, lavoro""",
    Means.MADE: """ordered, ordered on, order date, date ordered, purchase, purchase date,
        purchased, created, created on, created at, promised on, asked on, opened, date, bestellt,
        bestellt am, bestelldatum, auftragsdatum, auftragseingang, eingang, angelegt, erstellt,
        erstellt am, datum, fecha de pedido, fecha pedido, fecha, creado, creado el, date de
        commande, commande le, cree le, data do pedido, data da encomenda, criado em, data, data
        ordine, data dell ordine, ordinato il, creato il""",
    Means.DUE: """due, due date, due on, promised, promised for, promised date, deadline, estimated
        delivery, estimated delivery date, expected, expected on, needed by, target date, ship by,
        zugesagt, zugesagt fur, zugesagt bis, zugesagt am, fallig, fallig am, liefertermin,
        termin, frist, wunschtermin, fertig bis, fecha prometida, fecha limite, fecha de entrega
        prevista, entrega prevista, vencimiento, prometido para, echeance, date promise, promis
        pour, livraison prevue, date de livraison prevue, prazo, data prometida, data de entrega
        prevista, vencimento, scadenza, data promessa, promesso per, consegna prevista""",
    Means.KEPT: """delivered, delivered on, delivered at, delivery date, done, done on, completed,
        completed on, completed at, finished, closed, closed on, fulfilled, geliefert, geliefert
        am, lieferdatum, erledigt, erledigt am, fertig, fertig am, abgeschlossen, abgeschlossen am,
        entregado, entregado el, fecha de entrega, terminado, completado, livre, livre le, date de
        livraison, termine, termine le, entregue, entregue em, data de entrega, concluido,
        concluido em, consegnato, consegnato il, data di consegna, completato, completato il""",
    Means.WITHDRAWN: """cancelled, canceled, cancelled on, canceled on, withdrawn, withdrawn on,
        storniert, storniert am, abgesagt, abgesagt am, cancelado el, anulado, anulado el, annule,
        annule le, cancelado em, annullato, annullato il""",
    Means.STATUS: """status, state, order status, stand, zustand, estado, statut, etat, situacao,
        stato""",
    Means.VALUE: """value, amount, total, price, sum, revenue, betrag, summe, preis, wert, umsatz,
        importe, precio, valor, montant, prix, valeur, preco, importo, prezzo, valore, totale""",
    Means.RATING: """rating, score, stars, review score, review, bewertung, sterne, valoracion,
        puntuacion, estrellas, evaluation, etoiles, avaliacao, nota, valutazione, voto, stelle""",
    Means.RATED: """rated, rated on, rated at, rating date, reviewed, reviewed on, review date,
        date of review, bewertet, bewertet am, bewertung am, bewertungsdatum, valorado el, fecha
        de valoracion, date de l avis, date d evaluation, avaliado em, data da avaliacao, valutato
        il, data valutazione""",
    Means.WORDS: """review comment, review text, review message, rating comment, customer comment,
        customer feedback, feedback, testimonial, bewertungstext, kommentar zur bewertung,
        kundenmeinung, ruckmeldung, kundenstimme, opinion, resena, comentario del cliente, avis,
        avis client, commentaire du client, opiniao, comentario do cliente, recensione, commento
        del cliente""",
}
# A note of that name beside a rating is what they said of it: not “notes”, which are ours.
COMMENTS = """
comment comments kommentar comentario comentarios commentaire commentaires commento commenti
"""
DONE = """
delivered done completed complete closed finished fulfilled kept erledigt geliefert fertig
abgeschlossen entregado terminado completado livre termine entregue concluido consegnato completato
"""
GIVEN_UP = """
cancelled canceled withdrawn void refunded storniert abgesagt cancelado anulado annule annullato
"""


def plainly(words: str) -> str:
    """A header as it is compared: “OrderDate”, “Order_date” and “order date (€)” are one."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words[:200])
    parted = unicodedata.normalize("NFKD", words.casefold().replace("ß", "ss").replace("º", " "))
    letters = (sign for sign in parted if not unicodedata.combining(sign))
    plain = "".join(sign if sign.isalnum() else " " for sign in letters)
    return " ".join(word for word in plain.split() if not word.isdigit())


def _words(said: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in said.split(","))


PHRASES = {means: _words(said) for means, said in SAID.items()}


def meanings(header: str) -> list[tuple[Means, str]]:
    """What a header may mean, best first, each with the words that say so."""
    plain = plainly(header)
    found = [
        # “Customer e-mail”, “order date”: whose it is says less than what it is.
        (phrase == plain, means not in {Means.NAME, Means.KEY}, len(phrase), means, phrase)
        for means, phrases in PHRASES.items()
        for phrase in phrases
        if f" {phrase} " in f" {plain} "
    ]
    ranked = sorted(found, key=lambda one: one[:3], reverse=True)
    best: dict[Means, str] = {}
    for _exact, _what, _length, means, phrase in ranked:
        best.setdefault(means, phrase)
    return list(best.items())
