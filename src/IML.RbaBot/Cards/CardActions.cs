using System.Collections.Frozen;

namespace IML.RbaBot.Cards;

/// <summary>The ids of the buttons, which are their verbs too (design, "Card protocol").</summary>
internal static class CardActions
{
    public const string Start = "start";
    public const string Next = "next";
    public const string Back = "back";
    public const string SaveExit = "save-exit";
    public const string Overview = "overview";
    public const string Submit = "submit";
    public const string Withdraw = "withdraw";
    public const string Claim = "claim";
    public const string Release = "release";
    public const string HandOver = "hand-over";
    public const string Return = "return";
    public const string Clear = "clear";
    public const string ClearWithConditions = "clear-with-conditions";
    public const string NotClear = "not-clear";
    public const string Open = "open";
    public const string AskHandOver = "ask-hand-over";
    public const string Lift = "lift";
    public const string Ask = "ask";
    public const string Reply = "reply";
    public const string Rescreen = "rescreen";
    public const string Invite = "invite";
    public const string RemoveCoEditor = "remove-co-editor";
    public const string ChangeOwner = "change-owner";
    public const string Language = "language";

    public const string Retry = "retry";
    public const string GiveUp = "give-up";

    /// <summary>Run by each reader's client by itself, for a card that shows each what they may see.</summary>
    public const string View = "view";

    public static readonly FrozenSet<string> All = FrozenSet.Create(
        StringComparer.Ordinal,
        Start, Next, Back, SaveExit, Overview, Submit, Withdraw, Claim, Release, HandOver, Return, Clear, ClearWithConditions, NotClear, Open,
        AskHandOver, Lift, Ask, Reply, Rescreen, Invite, RemoveCoEditor, ChangeOwner, Language, Retry, GiveUp, View);
}
