namespace IML.RbaBot.Cards;

/// <summary>Which list a button leads to, and which page of it. It stands in the button's data as text, and is untrusted when it comes back.</summary>
internal abstract record ListAddress
{
    private const string QueueName = "queue:";
    private const string UndeliveredName = "undelivered:";
    private const string PortfolioName = "portfolio:";

    private ListAddress()
    {
    }

    /// <summary>As it stands in the data of a button.</summary>
    public abstract string Text { get; }

    /// <summary>Reads any text: what names no other list is a page of the person's own assessments.</summary>
    public static ListAddress Parse(string text) =>
        text.StartsWith(QueueName, StringComparison.Ordinal) ? new Queue(text[QueueName.Length..])
        : text.StartsWith(UndeliveredName, StringComparison.Ordinal) ? new Undelivered(text[UndeliveredName.Length..])
        : text == PortfolioName ? Portfolio.Instance
        : new Mine(text);

    /// <param name="Page">Empty for the newest.</param>
    public sealed record Mine(string Page) : ListAddress
    {
        public override string Text => Page;
    }

    /// <param name="Page">Empty for the front.</param>
    public sealed record Queue(string Page) : ListAddress
    {
        public override string Text => QueueName + Page;
    }

    /// <param name="Page">Empty for the first.</param>
    public sealed record Undelivered(string Page) : ListAddress
    {
        public override string Text => UndeliveredName + Page;
    }

    /// <summary>The figures of the portfolio, which have no pages.</summary>
    public sealed record Portfolio : ListAddress
    {
        public static readonly Portfolio Instance = new();

        private Portfolio()
        {
        }

        public override string Text => PortfolioName;
    }
}
