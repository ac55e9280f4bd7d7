using System.Globalization;
using System.Text;
using Markdig.Syntax.Inlines;

namespace HubChantier.Backup.HelpBuilder.Pages;

/// <summary>Turns a line of Markdown into plain text, and gathers its links.</summary>
internal sealed class InlineReader
{
    private readonly string _file;
    private readonly CultureInfo _culture;
    private readonly HelpProblems _problems;
    private readonly List<PageLink> _links = [];

    public InlineReader(string file, CultureInfo culture, HelpProblems problems)
    {
        _file = file;
        _culture = culture;
        _problems = problems;
    }

    /// <summary>The links met so far.</summary>
    public IReadOnlyList<PageLink> Links => _links;

    /// <summary>The plain text of what a block holds.</summary>
    public string Text(ContainerInline? container)
    {
        StringBuilder text = new();
        Append(text, container);
        return text.ToString();
    }

    private void Append(StringBuilder text, ContainerInline? container)
    {
        foreach (Inline inline in container ?? Enumerable.Empty<Inline>())
        {
            Append(text, inline);
        }
    }

    private void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(Typography.Apply(literal.Content.ToString(), _culture));
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline lineBreak:
                text.Append(lineBreak.IsHard ? '\n' : ' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.ToString());
                break;
            case LinkInline { IsImage: false } link:
                AppendLink(text, link);
                break;
            case AutolinkInline address:
                text.Append(address.Url);
                _links.Add(new PageLink(address.Url, address.Url, address.Line + 1));
                break;
            case HtmlInline { Tag: ['<', '!', '-', ..] }:
                break;
            case HtmlInline or LinkInline:
                _problems.Add(_file, inline.Line + 1, "help shows neither HTML nor images; a <word> is written as code");
                break;
            case ContainerInline container:
                Append(text, container);
                break;
            default:
                _problems.Add(_file, inline.Line + 1, $"help cannot show {inline.GetType().Name}");
                break;
        }
    }

    private void AppendLink(StringBuilder text, LinkInline link)
    {
        string shown = Text(link);
        PageLink read = new(shown, link.Url ?? "", link.Line + 1);
        _links.Add(read);
        // On a terminal there is nothing to click.
        text.Append(read.IsAddress && read.Target != shown ? $"{shown} ({read.Target})" : shown);
    }
}
